// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "wire/counters.h"

/// What switch and tool say to each other, as text and back.
namespace edgepool::wire
{

/// Who answers at a control socket.
struct Identity
{
    std::string testbed{};
    int process = 0;

    friend bool operator==(const Identity&, const Identity&) = default;
};

/// By the name of the segment.
using AllCounters = std::map<std::string, SegmentCounters>;

/// "edgepool-switch protocol=1 testbed=NAME process=NUMBER"
std::string to_line(const Identity& identity);
std::optional<Identity> parse_identity(std::string_view line);

/// A line for each segment, and one for each of its ports.
std::string to_lines(const AllCounters& counters);
std::optional<AllCounters> parse_counters(std::string_view lines);

} // namespace edgepool::wire
