// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool
{

/// One word for any POSIX shell, whatever is in it.
std::string shell_word(std::string_view text);

} // namespace edgepool
