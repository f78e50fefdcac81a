// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace edgepool::local
{

inline constexpr std::uintmax_t longest_console = std::uintmax_t{1} << 20U;

/// Cuts what a machine has written to its console to the last quarter of what it may have, if it has more. QEMU, which
/// appends to the file, may go on meanwhile.
void shorten_console(const std::string& path, std::uintmax_t most = longest_console);

} // namespace edgepool::local
