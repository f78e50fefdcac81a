// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

/// Completion scripts, made from the table of commands.
namespace edgepool::cli
{

std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

} // namespace edgepool::cli
