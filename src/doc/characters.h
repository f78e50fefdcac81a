// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace edgepool::doc
{

struct Character
{
    char32_t code = 0;
    std::size_t bytes = 0;
    bool valid = true; ///< otherwise the code is U+FFFD, which stands for one byte that is not UTF-8
};

/// The first character of a text that is not empty.
Character first_character(std::string_view text);

/// Whether it shows itself: no control character, no space but ' ', no mark of direction, no line or byte order mark.
bool is_visible(char32_t code);

/// Whether YAML 1.1 and 1.2 both allow it unescaped and see no line break in it.
bool is_allowed_in_yaml(char32_t code);

/// "U+00A0"
std::string code_point_name(char32_t code);

/// UTF-8 in which every byte that is not UTF-8 has become U+FFFD.
std::string repaired(std::string_view text);

} // namespace edgepool::doc
