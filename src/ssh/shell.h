// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace edgepool::ssh
{

/// One word for any POSIX shell, whatever is in it.
std::string shell_word(std::string_view text);

/// A command line whose words are these.
std::string shell_command(std::span<const std::string> words);

/// The same command, but it ends when the connection does: who gives up waiting, or presses Ctrl-C, leaves nothing
/// running there. It is asked to end (TERM) within a second, with all that it has started, and killed five seconds
/// later. A command that a signal ends has the status 128 and the number of the signal, as in a shell.
std::string ends_with_connection(std::string_view command);

} // namespace edgepool::ssh
