// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::utf8
{

/// The number of characters (code points); a byte that is not UTF-8 counts as one.
std::size_t count(std::string_view text);

/// The columns that a terminal gives to the text: 2 for wide East Asian characters and emoji, 0 for combining marks.
std::size_t display_width(std::string_view text);

/// The offset of the first byte that does not belong to valid UTF-8 (overlong forms and surrogates included).
std::optional<std::size_t> first_invalid(std::string_view text);

/// The offset of the first byte of the character that the byte at `offset` belongs to.
std::size_t character_start(std::string_view text, std::size_t offset);

/// The text with a '?' for each character that a terminal would act upon instead of showing it (controls, overrides of
/// the writing direction), and for each byte that is not UTF-8. Tabs are kept.
std::string printable(std::string_view text);

} // namespace edgepool::utf8
