// SPDX-License-Identifier: Apache-2.0
#include "wire/mac.h"

#include <charconv>

#include <fmt/format.h>

namespace edgepool::wire
{

namespace
{

constexpr std::size_t bytes_of_mac = 6;
constexpr std::size_t length_of_mac = 3 * bytes_of_mac - 1;

} // namespace

std::optional<Mac> parse_mac(std::string_view text)
{
    if (text.size() != length_of_mac)
    {
        return std::nullopt;
    }
    Mac mac;
    for (std::size_t i = 0; i < bytes_of_mac; ++i)
    {
        const std::string_view digits = text.substr(3 * i, 2);
        std::uint8_t byte = 0;
        const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        const bool separated = i + 1 == bytes_of_mac || text[3 * i + 2] == ':';
        if (fault != std::errc{} || end != digits.data() + digits.size() || !separated)
        {
            return std::nullopt;
        }
        mac.bits = mac.bits << 8U | byte;
    }
    return mac;
}

std::string to_string(Mac mac)
{
    const auto byte = [&](unsigned number) { return mac.bits >> (8U * (5U - number)) & 0xffU; };
    return fmt::format("{:02x}:{:02x}:{:02x}:{:02x}:{:02x}:{:02x}", byte(0), byte(1), byte(2), byte(3), byte(4),
                       byte(5));
}

} // namespace edgepool::wire
