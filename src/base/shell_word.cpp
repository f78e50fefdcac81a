// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.h"

#include <algorithm>

namespace edgepool
{

std::string shell_word(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,";
    // At the beginning of a line, a word with '=' would be a variable; not so an option.
    const auto is_plain = [&](char c) {
        return plain.find(c) != std::string_view::npos || (c == '=' && text[0] == '-');
    };
    if (!text.empty() && std::ranges::all_of(text, is_plain))
    {
        return std::string(text);
    }
    std::string word = "'";
    for (const char c : text)
    {
        word += c == '\'' ? std::string(R"('\'')") : std::string(1, c);
    }
    return word + "'";
}

} // namespace edgepool
