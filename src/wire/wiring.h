// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"
#include "wire/mac.h"

namespace edgepool::wire
{

/// A network card of a machine: the name of its socket in the testbed's folder, and the addresses that it may send
/// from. Without addresses it may send from any that is not another port's, and is learned.
struct PlannedPort
{
    std::string member{};
    std::vector<Mac> macs{};

    friend bool operator==(const PlannedPort&, const PlannedPort&) = default;
};

/// A network of the testbed.
struct PlannedSegment
{
    std::string name{};
    std::vector<PlannedPort> ports{};

    friend bool operator==(const PlannedSegment&, const PlannedSegment&) = default;
};

/// What is plugged in where: all that a switch has to know, and all that it has to remember.
struct Wiring
{
    std::string testbed{};
    std::vector<PlannedSegment> segments{};

    friend bool operator==(const Wiring&, const Wiring&) = default;
};

struct AddSegment
{
    std::string name{};
};

struct RemoveSegment
{
    std::string name{};
};

/// Also gives new addresses to a port that is there.
struct AddPort
{
    std::string segment{};
    PlannedPort port{};
};

struct RemovePort
{
    std::string segment{};
    std::string member{};
};

/// To add what is there, and to remove what is not there, changes nothing: whoever was interrupted says it all again.
using Change = std::variant<AddSegment, RemoveSegment, AddPort, RemovePort>;

/// "segment NAME", "no-segment NAME", "port SEGMENT MEMBER [MAC...]", "no-port SEGMENT MEMBER".
std::string to_line(const Change& change);
std::optional<Change> parse_change(std::string_view line, const SourceRange& where, Diagnostics& diagnostics);

/// False, with a diagnostic, if the change makes no sense here; the wiring is then as it was.
bool apply(const Change& change, const SourceRange& where, Wiring& wiring, Diagnostics& diagnostics);

/// What makes `from` to `to`, removals first.
std::vector<Change> changes_between(const Wiring& from, const Wiring& to);

/// "testbed NAME", then the changes that make it from nothing, one a line.
std::string to_text(const Wiring& wiring);
std::optional<Wiring> parse_wiring(const SourcePtr& source, Diagnostics& diagnostics);

/// Letters, digits, '.', '_', '-', at most 64 of them, and not a name that the switch itself uses.
bool is_good_name(std::string_view name);

} // namespace edgepool::wire
