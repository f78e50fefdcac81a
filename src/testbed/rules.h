// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "model/testbed.h"
#include "testbed/form.h"

/// What no single value can tell: the rules between values. Each takes the judged form, for places and for what was
/// given, and the model built from it, for the values; entries of lists are in the same order in both.
namespace edgepool::testbed
{

/// The sizes of networks that machines can be on.
inline constexpr unsigned smallest_prefix = 8;
inline constexpr unsigned largest_prefix = 29;
inline constexpr unsigned smallest_prefix6 = 32;
inline constexpr unsigned largest_prefix6 = 112;

/// What every rule looks at.
struct Case
{
    const Form& root;
    const model::Testbed& testbed;
    Diagnostics& diagnostics;
    std::vector<FaultRange>& moot; ///< faults in values that should not be there, whatever they are

    bool has_epc() const { return testbed.epc && testbed.epc->core != model::Core::none; }
};

void check_sites(const Case& look);
void check_networks(const Case& look);
void check_network_names(const Case& look);
void check_addresses(const Case& look);
void check_epc(const Case& look);
void check_access_points(const Case& look);
void check_image(const Case& look);
void check_pool(const Case& look);
void check_groups(const Case& look);
void check_policy(const Case& look);

/// Networks of the file that no machine is on; none if that cannot be told.
std::set<std::string_view> unused_networks(const Case& look);

/// Reports a key that does not belong there.
void report_misplaced(const Case& look, const Rule& rule, const Form& form, std::string_view key, std::string detail,
                      std::string hint);

/// Reports something that was given at an earlier place, too.
void report_twice(const Case& look, Diagnostic diagnostic, const SourceRange& earlier);

/// An object's name where it has one: that says best which object is meant.
SourceRange where_named(const Form& form);

/// In messages: 'text'.
std::string quoted(std::string_view text);
/// "1 host", "2 hosts"; a plural without -s is given.
std::string counted(std::uint64_t count, std::string_view noun, std::string_view plural = {});

} // namespace edgepool::testbed
