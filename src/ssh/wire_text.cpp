// SPDX-License-Identifier: Apache-2.0
#include "ssh/wire_text.h"

#include <cstddef>

namespace edgepool::ssh
{

namespace
{

constexpr std::size_t size_of_number = 4;

} // namespace

std::optional<std::uint32_t> take_number(std::string_view& from)
{
    if (from.size() < size_of_number)
    {
        return std::nullopt;
    }
    std::uint32_t number = 0;
    for (const char c : from.substr(0, size_of_number))
    {
        number = number << 8U | static_cast<std::uint8_t>(c);
    }
    from.remove_prefix(size_of_number);
    return number;
}

std::optional<std::string_view> take_text(std::string_view& from)
{
    std::string_view rest = from;
    const auto length = take_number(rest);
    if (!length || *length > rest.size())
    {
        return std::nullopt;
    }
    from = rest.substr(*length);
    return rest.substr(0, *length);
}

std::string as_number(std::uint32_t number)
{
    std::string text;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
    {
        text += static_cast<char>(number >> shift & 0xffU);
    }
    return text;
}

std::string with_length(std::string_view text)
{
    return as_number(static_cast<std::uint32_t>(text.size())) + std::string(text);
}

} // namespace edgepool::ssh
