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

void check_rules(const Case& look, const Judged& judged, const SecretSources* secrets)
{
    if (judged.faulty.contains(&judged.document->root()))
    {
        return; // this is no testbed file at all
    }
    for (const auto check : rules)
    {
        check(look);
    }
    if (secrets != nullptr)
    {
        check_secrets(look, *secrets);
    }
}

} // namespace

std::optional<model::Testbed> read_testbed(const SourcePtr& source, Diagnostics& diagnostics,
                                           const SecretSources* secrets)
{
    Diagnostics own;
    std::optional<model::Testbed> testbed;
    if (const auto document = doc::read_yaml(source, own))
    {
        const Judged judged = judge(*document);
        const Form root(judged);
        testbed = build(root);
        Diagnostics by_rules;
        std::vector<FaultRange> moot;
        const Case look{.root = root, .testbed = *testbed, .diagnostics = by_rules, .moot = moot};
        check_rules(look, judged, secrets);
        add_faults(judged, moot, own);
        for (const Diagnostic& diagnostic : by_rules.items())
        {
            own.add(diagnostic);
        }
    }
    own.sort();
    for (const Diagnostic& diagnostic : own.items())
    {
        diagnostics.add(diagnostic);
    }
    return own.has_errors() ? std::nullopt : testbed;
}

} // namespace edgepool::testbed
