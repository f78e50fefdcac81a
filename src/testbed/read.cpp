// SPDX-License-Identifier: Apache-2.0
#include "testbed/read.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "doc/read_yaml.h"
#include "testbed/build.h"
#include "testbed/form.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

/// What is wrong with a value that should not be there at all is not worth saying.
void add_faults(const Judged& judged, const std::vector<FaultRange>& moot, Diagnostics& diagnostics)
{
    std::vector<bool> is_moot(judged.faults.size());
    for (const FaultRange& range : moot)
    {
        std::fill(is_moot.begin() + std::ptrdiff_t(range.begin), is_moot.begin() + std::ptrdiff_t(range.end), true);
    }
    std::set<std::pair<std::uint32_t, std::string>> told;
    for (std::size_t i = 0; i < judged.faults.size(); ++i)
    {
        const Diagnostic& fault = judged.faults[i];
        // Aliases bring one wrong value to several keys.
        const bool is_value = fault.code.starts_with("value.");
        if (!is_moot[i] && (!is_value || told.emplace(fault.where.span.begin, fault.code).second))
        {
            diagnostics.add(fault);
        }
    }
}

/// The rules in the order in which faults of one place are told.
constexpr std::array rules{check_sites, check_networks, check_network_names, check_epc,    check_access_points,
                           check_image, check_pool,     check_groups,        check_policy, check_addresses};

void check_rules(const Case& look, const SecretSources* secrets)
{
    for (const auto check : rules)
    {
        check(look);
    }
    if (secrets != nullptr)
    {
        check_secrets(look, *secrets);
    }
}

/// Whether it is a testbed file at all; nothing below the root of another one has been judged.
bool is_testbed(const Judged& judged)
{
    return !judged.faulty.contains(&judged.document->root());
}

std::optional<model::Testbed> build_and_check(const Judged& judged, const SecretSources* secrets,
                                              Diagnostics& diagnostics)
{
    std::optional<model::Testbed> testbed;
    std::vector<FaultRange> moot;
    Diagnostics by_rules;
    if (is_testbed(judged))
    {
        const Form root(judged);
        testbed = build(root);
        check_rules({.root = root, .testbed = *testbed, .diagnostics = by_rules, .moot = moot}, secrets);
    }
    add_faults(judged, moot, diagnostics);
    for (const Diagnostic& diagnostic : by_rules.items())
    {
        diagnostics.add(diagnostic);
    }
    return testbed;
}

} // namespace

std::optional<model::Testbed> read_testbed(const SourcePtr& source, Diagnostics& diagnostics,
                                           const SecretSources* secrets)
{
    Diagnostics own;
    std::optional<model::Testbed> testbed;
    if (const auto document = doc::read_yaml(source, own))
    {
        testbed = build_and_check(judge(*document), secrets, own);
    }
    own.sort();
    for (const Diagnostic& diagnostic : own.items())
    {
        diagnostics.add(diagnostic);
    }
    return own.has_errors() ? std::nullopt : testbed;
}

} // namespace edgepool::testbed
