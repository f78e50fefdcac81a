// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <iosfwd>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "member/arguments.h"

namespace edgepool::member
{

enum class Exit
{
    done = 0,
    failed = 1,
    usage = 2,
    interrupted = 130,
};

/// What a command has of the world around it.
struct Console
{
    std::ostream& out;
    std::ostream& err;
    std::stop_token stop{};
    std::function<bool()> was_told_to_end{}; ///< by SIGTERM, as a service is; not by Ctrl-C
};

struct Command
{
    std::string_view name{};
    std::string_view summary{};
    std::string_view description{};
    std::span<const Operand> operands{};
    std::span<const Option> options{};
    std::string_view example{};
    Exit (*run)(const Arguments& arguments, Console& console) = nullptr;
};

std::span<const Command> commands();

std::string overview();
std::string help_of(const Command& command);

/// How a service that was asked to stop ends: told to, it did what it should.
Exit ending_of_service(const Console& console);

} // namespace edgepool::member
