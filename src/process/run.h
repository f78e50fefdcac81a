// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "process/child.h"
#include "process/command.h"
#include "process/wait.h"

namespace edgepool::process
{

struct Limits
{
    Clock::duration time = std::chrono::seconds(30);
    Clock::duration grace = std::chrono::seconds(5); ///< between SIGTERM and SIGKILL
    std::size_t output = std::size_t{4} << 20U;      ///< what is kept of each stream: its end
    std::stop_token stop{};
};

struct Finished
{
    Exit exit{};
    std::string output{};
    std::string errors{};
};

/// Called with each complete line that the program writes, to either stream, as soon as it does.
using OnLine = std::function<void(std::string_view line)>;

/// Where the program's standard output goes if it is not collected, and what it reads.
struct Redirection
{
    std::string input{};  ///< given to the program
    int output_file = -1; ///< an open file
    OnLine on_line{};
};

/// Runs the program to its end, whatever its exit status. Throws Error if it cannot be started, if it takes longer than
/// it may, or if the stop token is set; the program and all that it started are gone then.
Finished run(const Command& command, const Limits& limits = {}, const Redirection& redirection = {});

/// Like run(); a program that fails is an Error that quotes the end of what it said.
Finished run_or_throw(const Command& command, const Limits& limits = {}, const Redirection& redirection = {},
                      const std::string& hint = {});

} // namespace edgepool::process
