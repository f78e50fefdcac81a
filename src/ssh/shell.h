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

} // namespace edgepool::ssh
