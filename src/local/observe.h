// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "local/folders.h"
#include "local/start.h"
#include "process/identity.h"

/// What is there that is ours, read from the running processes. Files say nothing about that: a process may have died,
/// and its number may be another's now.
namespace edgepool::local
{

/// Names in a machine's folder.
inline constexpr std::string_view console_file = "console.log";
inline constexpr std::string_view host_key_file = "host_key.pub";
inline constexpr std::string_view ready_file = "ready";
/// What was given to remember of the machine: the mark of its life, then the text.
inline constexpr std::string_view memory_file = "remembered";

struct ObservedMachine
{
    std::string testbed{};
    std::string name{};
    int pid = -1;
    bool ready = false; ///< it got its seed and became what it says; whether it still runs, QEMU knows
    Reach reach{};
    std::string console{};
};

/// All machines of this user; of one testbed if it is named. In the order of their names.
std::vector<ObservedMachine> observe_machines(const Folders& folders, std::string_view testbed = {});
std::optional<ObservedMachine> observe_machine(const Folders& folders, std::string_view testbed,
                                               std::string_view machine);

/// Asks QEMU itself: empty if it says that it is that machine and that it runs; otherwise what is wrong, such as "it is
/// paused (io-error)". A process that was stopped says nothing at all: after a second that counts as an answer.
std::string ailment_of(const Folders& folders, const ObservedMachine& machine);
/// Of each of them, in their order. All are asked at once, so that many stopped ones cost no more time than one.
std::vector<std::string> ailments_of(const Folders& folders, const std::vector<ObservedMachine>& machines);

/// Testbeds of which there are machines, or folders.
std::vector<std::string> known_testbeds(const Folders& folders);

/// Ends the machine's process, if there is one, and removes all that is left of it. Twice does no harm. Throws Error if
/// the process does not end.
void stop_machine(const Folders& folders, const std::string& testbed, const std::string& machine);

/// Removes what machines left behind whose processes are gone; with no machine left, the testbed's folders as well.
void remove_leftovers(const Folders& folders, const std::string& testbed);

/// What is written beside a machine when it is ready: it holds for that process only.
std::string ready_mark(const process::Seen& seen);

} // namespace edgepool::local
