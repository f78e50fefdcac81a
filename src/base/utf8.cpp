// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace edgepool::utf8
{

namespace
{

struct CodeRange
{
    char32_t first = 0;
    char32_t last = 0;
};

constexpr std::array combining{
    CodeRange{0x0300, 0x036f}, CodeRange{0x0483, 0x0489}, CodeRange{0x0591, 0x05bd}, CodeRange{0x0610, 0x061a},
    CodeRange{0x064b, 0x065f}, CodeRange{0x200b, 0x200f}, CodeRange{0x20d0, 0x20ff}, CodeRange{0xfe00, 0xfe0f},
    CodeRange{0xfe20, 0xfe2f}, CodeRange{0xfeff, 0xfeff},
};

constexpr std::array wide{
    CodeRange{0x1100, 0x115f},   CodeRange{0x231a, 0x231b},   CodeRange{0x23e9, 0x23ec},   CodeRange{0x2614, 0x2615},
    CodeRange{0x26a1, 0x26a1},   CodeRange{0x2705, 0x2705},   CodeRange{0x2728, 0x2728},   CodeRange{0x274c, 0x274c},
    CodeRange{0x2753, 0x2757},   CodeRange{0x2795, 0x2797},   CodeRange{0x2b50, 0x2b55},   CodeRange{0x2e80, 0x303e},
    CodeRange{0x3041, 0x33ff},   CodeRange{0x3400, 0x4dbf},   CodeRange{0x4e00, 0x9fff},   CodeRange{0xa000, 0xa4cf},
    CodeRange{0xac00, 0xd7a3},   CodeRange{0xf900, 0xfaff},   CodeRange{0xfe30, 0xfe6f},   CodeRange{0xff00, 0xff60},
    CodeRange{0xffe0, 0xffe6},   CodeRange{0x1f300, 0x1f64f}, CodeRange{0x1f680, 0x1f6ff}, CodeRange{0x1f7e0, 0x1f7eb},
    CodeRange{0x1f900, 0x1f9ff}, CodeRange{0x1fa70, 0x1faff}, CodeRange{0x20000, 0x3fffd},
};

/// C1 controls, embeddings, overrides and isolates of the writing direction; the ASCII controls but the tab.
constexpr std::array acting{
    CodeRange{0x00, 0x08},     CodeRange{0x0a, 0x1f},     CodeRange{0x7f, 0x9f},
    CodeRange{0x202a, 0x202e}, CodeRange{0x2066, 0x2069},
};

bool contains(const auto& ranges, char32_t code)
{
    return std::ranges::any_of(ranges, [code](CodeRange range) { return code >= range.first && code <= range.last; });
}

struct Decoded
{
    char32_t code = 0;
    std::size_t bytes = 0; ///< 0: invalid
};

std::size_t length_by_first_byte(unsigned char first)
{
    if (first < 0x80)
    {
        return 1;
    }
    if (first >= 0xc2 && first <= 0xdf)
    {
        return 2;
    }
    if (first >= 0xe0 && first <= 0xef)
    {
        return 3;
    }
    return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}

bool is_overlong_or_surrogate(char32_t code, std::size_t bytes)
{
    const bool overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    return overlong || (code >= 0xd800 && code <= 0xdfff) || code > 0x10ffff;
}

Decoded decode(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t bytes = length_by_first_byte(first);
    if (bytes == 0 || bytes > text.size())
    {
        return {};
    }
    if (bytes == 1)
    {
        return {.code = first, .bytes = 1};
    }
    char32_t code = first & (0x7fU >> bytes);
    for (const char follower : text.substr(1, bytes - 1))
    {
        const auto byte = static_cast<unsigned char>(follower);
        if ((byte & 0xc0U) != 0x80U)
        {
            return {};
        }
        code = (code << 6U) | (byte & 0x3fU);
    }
    return is_overlong_or_surrogate(code, bytes) ? Decoded{} : Decoded{.code = code, .bytes = bytes};
}

} // namespace

std::size_t count(std::string_view text)
{
    std::size_t characters = 0;
    for (std::size_t at = 0; at < text.size(); ++characters)
    {
        at += std::max<std::size_t>(decode(text.substr(at)).bytes, 1);
    }
    return characters;
}

std::size_t display_width(std::string_view text)
{
    std::size_t width = 0;
    while (!text.empty())
    {
        const Decoded character = decode(text);
        if (character.bytes == 0 || !contains(combining, character.code))
        {
            width += character.bytes != 0 && contains(wide, character.code) ? 2 : 1;
        }
        text.remove_prefix(std::max<std::size_t>(character.bytes, 1));
    }
    return width;
}

std::optional<std::size_t> first_invalid(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();)
    {
        if (static_cast<unsigned char>(text[at]) < 0x80)
        {
            ++at;
            continue;
        }
        const std::size_t bytes = decode(text.substr(at)).bytes;
        if (bytes == 0)
        {
            return at;
        }
        at += bytes;
    }
    return std::nullopt;
}

std::size_t character_start(std::string_view text, std::size_t offset)
{
    constexpr std::size_t most_followers = 3;
    for (std::size_t back = 0; offset < text.size() && back <= std::min(offset, most_followers); ++back)
    {
        if (decode(text.substr(offset - back)).bytes > back)
        {
            return offset - back;
        }
    }
    return offset;
}

std::string printable(std::string_view text)
{
    std::string shown;
    while (!text.empty())
    {
        const Decoded character = decode(text);
        const std::size_t bytes = std::max<std::size_t>(character.bytes, 1);
        const bool shows = character.bytes != 0 && !contains(acting, character.code);
        shown += shows ? text.substr(0, bytes) : "?";
        text.remove_prefix(bytes);
    }
    return shown;
}

} // namespace edgepool::utf8
