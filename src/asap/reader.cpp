// SPDX-License-Identifier: Apache-2.0
#include "asap/reader.h"

#include <algorithm>

namespace edgepool::asap
{

namespace
{

constexpr std::size_t field_head = 4;
constexpr std::size_t alignment = 4;

} // namespace

void Reader::fail(const std::string& why)
{
    if (fault_.empty())
    {
        fault_ = why;
    }
    rest_ = {};
}

View Reader::take(std::size_t count)
{
    if (count > rest_.size())
    {
        fail("it ends too early");
        return {};
    }
    const View taken = rest_.first(count);
    rest_ = rest_.subspan(count);
    return taken;
}

std::uint32_t Reader::number(std::size_t count)
{
    std::uint32_t value = 0;
    for (const std::uint8_t octet : take(count))
    {
        value = value << 8U | octet;
    }
    return value;
}

Field Reader::field()
{
    Field field{.type = number16()};
    const std::size_t length = number16();
    if (length < field_head)
    {
        fail("a parameter is shorter than its head");
        return field;
    }
    field.value = take(length - field_head);
    const std::size_t padding = (alignment - length % alignment) % alignment;
    rest_ = rest_.subspan(std::min(padding, rest_.size()));
    return field;
}

} // namespace edgepool::asap
