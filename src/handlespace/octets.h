// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace edgepool::handlespace
{

/// The big-endian number at the front of the octets; there are enough of them.
template <typename Number>
Number number_at(std::span<const std::uint8_t> octets, std::size_t place)
{
    std::uint64_t number = 0;
    for (const std::uint8_t octet : octets.subspan(place, sizeof(Number)))
    {
        number = number << 8U | octet;
    }
    return static_cast<Number>(number);
}

template <typename Number>
void add_number(std::vector<std::uint8_t>& octets, Number number)
{
    for (std::size_t left = sizeof(Number); left > 0; --left)
    {
        octets.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * (left - 1))));
    }
}

} // namespace edgepool::handlespace
