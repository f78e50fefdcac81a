// SPDX-License-Identifier: Apache-2.0
#include "base/shell_word.h"

namespace edgepool
{

std::string shell_word(std::string_view text)
{
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-./:@%+,";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos)
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
