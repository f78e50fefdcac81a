// SPDX-License-Identifier: Apache-2.0
#include "testbed/read.h"

#include "doc/read_yaml.h"
#include "testbed/build.h"
#include "testbed/form.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

std::optional<model::Testbed> read_testbed(const SourcePtr& source, Diagnostics& diagnostics)
{
    Diagnostics own;
    std::optional<model::Testbed> testbed;
    if (const auto document = doc::read_yaml(source, own))
    {
        const Judged judged = judge(*document, own);
        const Form root(judged);
        testbed = build(root);
        const Case look{.root = root, .testbed = *testbed, .diagnostics = own};
        for (const auto check : {check_sites, check_networks, check_epc, check_pool, check_groups, check_policy, check_addresses})
        {
            check(look);
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
