// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/shell_word.h"

namespace edgepool::ssh
{

using edgepool::shell_word;

/// A command line whose words are these.
std::string shell_command(std::span<const std::string> words);

/// The same command, but it ends when the connection does: who gives up waiting, or presses Ctrl-C, leaves nothing
/// running there. It is asked to end (TERM) within a second, with all that it has started, and killed five seconds
/// later. A command that a signal ends has the status 128 and the number of the signal, as in a shell.
std::string ends_with_connection(std::string_view command);

} // namespace edgepool::ssh
