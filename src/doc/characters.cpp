// SPDX-License-Identifier: Apache-2.0
#include "doc/characters.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/utf8.h"

namespace edgepool::doc
{

namespace
{

struct CodeRange
{
    char32_t first = 0;
    char32_t last = 0;
};

/// Spaces other than ' ', and what steers the display without being seen.
constexpr std::array invisible{
    CodeRange{0x0000, 0x001f}, CodeRange{0x007f, 0x00a0}, CodeRange{0x00ad, 0x00ad}, CodeRange{0x061c, 0x061c},
    CodeRange{0x1680, 0x1680}, CodeRange{0x180e, 0x180e}, CodeRange{0x2000, 0x200f}, CodeRange{0x2028, 0x202f},
    CodeRange{0x205f, 0x206f}, CodeRange{0x3000, 0x3000}, CodeRange{0xd800, 0xdfff}, CodeRange{0xfeff, 0xfeff},
    CodeRange{0xfff0, 0xfffb}, CodeRange{0xfffe, 0xffff},
};

std::size_t length_by_first_byte(unsigned char first)
{
    if (first < 0x80)
    {
        return 1;
    }
    if (first < 0xe0)
    {
        return 2;
    }
    return first < 0xf0 ? 3 : 4;
}

} // namespace

Character first_character(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t bytes = length_by_first_byte(first);
    if (bytes == 1)
    {
        return {.code = first, .bytes = 1};
    }
    if (bytes > text.size() || utf8::first_invalid(text.substr(0, bytes)))
    {
        return {.code = 0xfffd, .bytes = 1, .valid = false};
    }
    char32_t code = first & (0x7fU >> bytes);
    for (const char follower : text.substr(1, bytes - 1))
    {
        code = (code << 6U) | (static_cast<unsigned char>(follower) & 0x3fU);
    }
    return {.code = code, .bytes = bytes};
}

bool is_visible(char32_t code)
{
    return std::ranges::none_of(invisible,
                                [code](CodeRange range) { return code >= range.first && code <= range.last; });
}

bool is_allowed_in_yaml(char32_t code)
{
    if (code < 0x20)
    {
        return code == '\t' || code == '\n' || code == '\r';
    }
    const bool is_line_mark = code == 0x2028 || code == 0x2029;
    const bool is_never_a_character = code == 0xfffe || code == 0xffff || code == 0xfeff;
    return (code < 0x7f || code > 0x9f) && !is_line_mark && !is_never_a_character;
}

std::string code_point_name(char32_t code)
{
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(code));
    return name.data();
}

std::string repaired(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    while (!text.empty())
    {
        const Character character = first_character(text);
        result += character.valid ? text.substr(0, character.bytes) : std::string_view("\xef\xbf\xbd");
        text.remove_prefix(character.bytes);
    }
    return result;
}

} // namespace edgepool::doc
