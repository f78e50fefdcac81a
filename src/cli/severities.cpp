// SPDX-License-Identifier: Apache-2.0
#include "cli/severities.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "cli/explanations.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_code{"usage.unknown-code", "no such code"};

bool matches(std::string_view pattern, std::string_view code)
{
    return pattern.ends_with(".*") ? code.starts_with(pattern.substr(0, pattern.size() - 1)) : pattern == code;
}

bool matches_any(std::span<const std::string> patterns, std::string_view code)
{
    return std::ranges::any_of(patterns, [code](const std::string& pattern) { return matches(pattern, code); });
}

void check_patterns(std::span<const std::string> patterns, Diagnostics& diagnostics)
{
    std::vector<std::string_view> codes;
    for (const Explanation& explanation : explanations())
    {
        codes.push_back(explanation.code);
    }
    for (const std::string& pattern : patterns)
    {
        if (std::ranges::none_of(codes, [&pattern](std::string_view code) { return matches(pattern, code); }))
        {
            const auto meant = did_you_mean(pattern, codes);
            diagnostics.add(
                found(unknown_code, {}, "'" + pattern + "'",
                      meant ? "did you mean '" + std::string(*meant) + "'?" : "'edgepool explain' lists them"));
        }
    }
}

} // namespace

void check_codes(const Severities& severities, Diagnostics& diagnostics)
{
    check_patterns(severities.deny, diagnostics);
    check_patterns(severities.allow, diagnostics);
}

Diagnostics with_severities(const Diagnostics& diagnostics, const Severities& severities)
{
    Diagnostics judged;
    for (Diagnostic diagnostic : diagnostics.items())
    {
        if (matches_any(severities.deny, diagnostic.code))
        {
            diagnostic.severity = Severity::error;
        }
        else if (matches_any(severities.allow, diagnostic.code))
        {
            continue;
        }
        judged.add(std::move(diagnostic));
    }
    return judged;
}

} // namespace edgepool::cli
