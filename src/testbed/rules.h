// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "model/testbed.h"
#include "testbed/form.h"

/// What no single value can tell: the rules between values. Each takes the judged form, for places and for what was given,
/// and the model built from it, for the values; entries of lists are in the same order in both.
namespace edgepool::testbed
{

/// What every rule looks at.
struct Case
{
    const Form& root;
    const model::Testbed& testbed;
    Diagnostics& diagnostics;

    bool has_epc() const { return testbed.epc && testbed.epc->core != model::Core::none; }
};

void check_sites(const Case& look);
void check_networks(const Case& look);
void check_addresses(const Case& look);
void check_epc(const Case& look);
void check_pool(const Case& look);
void check_groups(const Case& look);
void check_policy(const Case& look);

/// In messages: 'text'.
std::string quoted(std::string_view text);
/// "1 host", "2 hosts".
std::string counted(std::uint64_t count, std::string_view noun);

} // namespace edgepool::testbed
