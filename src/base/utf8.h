// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace edgepool::utf8
{

/// The number of characters (code points); a byte that is not UTF-8 counts as one.
std::size_t count(std::string_view text);

/// The columns that a terminal gives to the text: 2 for wide East Asian characters and emoji, 0 for combining marks.
std::size_t display_width(std::string_view text);

/// The offset of the first byte that does not belong to valid UTF-8 (overlong forms and surrogates included).
std::optional<std::size_t> first_invalid(std::string_view text);

} // namespace edgepool::utf8
