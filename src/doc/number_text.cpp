// SPDX-License-Identifier: Apache-2.0
#include "doc/number_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace edgepool::doc
{

std::string number_text(double number)
{
    if (std::isnan(number))
    {
        return ".nan";
    }
    if (std::isinf(number))
    {
        return number > 0 ? ".inf" : "-.inf";
    }
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number);
    std::string text(buffer.data(), result.ptr);
    if (text.find('.') == std::string::npos)
    {
        text.insert(std::min(text.find('e'), text.size()), ".0");
    }
    return text;
}

} // namespace edgepool::doc
