// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/machines.h"

/// What the commands that work on running machines begin with.
namespace edgepool::cli
{

/// The machines that a command is about. Why there are none was said already.
struct Choice
{
    Exit exit = Exit::done; ///< of the command, if there are none
    std::string testbed{};
    std::vector<NamedReach> machines{};
    bool is_one = false; ///< named as a machine, not as a group that may have several
};

/// Reads the testbed file, and looks which of the machines that the word stands for can be reached. None of them is a
/// failure; some without others is not.
Choice choose(std::string_view word, const Arguments& arguments, Console& console, const std::stop_token& stop);

/// The value of an option that is a whole number from 1 on; nullopt, which was said, if it is something else.
std::optional<std::int64_t> whole_number(std::string_view option, std::int64_t otherwise, const Arguments& arguments,
                                         Console& console);

/// The value of an option that is a time: 30s, 5m, 1h, or a number of seconds.
std::optional<std::chrono::seconds> duration(std::string_view option, std::chrono::seconds otherwise,
                                             const Arguments& arguments, Console& console);

/// The words to run there: one word alone is a line for the shell, several are taken as they are.
std::vector<std::string> words_to_run(const std::vector<std::string>& given);

} // namespace edgepool::cli
