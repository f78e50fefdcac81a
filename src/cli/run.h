// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "cli/console.h"

namespace edgepool::cli
{

/// What the terminal allows, found out by main.
struct Terminal
{
    bool out_is_terminal = false;
    bool err_is_terminal = false;
};

/// The whole program: finds the command, reads its options, runs it. `words` come without the program's name.
Exit run(std::span<const std::string> words, Console& console, Terminal terminal);

} // namespace edgepool::cli
