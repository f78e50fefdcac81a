// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <vector>

#include <arpa/inet.h>

namespace edgepool::descriptor
{

namespace
{

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_hexadecimal(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::vector<std::string_view> split(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator))
    {
        parts.push_back(text.substr(0, at));
        text.remove_prefix(at + 1);
    }
    parts.push_back(text);
    return parts;
}

std::optional<unsigned> parse_number(std::string_view text, std::size_t most_digits, unsigned most)
{
    unsigned number = 0;
    if (text.empty() || text.size() > most_digits || !std::ranges::all_of(text, is_digit))
    {
        return std::nullopt;
    }
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number <= most ? std::optional(number) : std::nullopt;
}

std::optional<Subnet> parse_subnet(std::string_view text, unsigned most_bits)
{
    const std::size_t slash = text.find('/');
    if (slash == std::string_view::npos)
    {
        return std::nullopt;
    }
    const auto address = parse_nbi_ipv4(text.substr(0, slash));
    const auto prefix = parse_number(text.substr(slash + 1), 2, most_bits);
    if (!address || !prefix)
    {
        return std::nullopt;
    }
    const std::uint32_t mask = *prefix == 0 ? 0 : ~std::uint32_t{0} << (32U - *prefix);
    return Subnet{.base = *address & mask, .prefix = *prefix};
}

/// Whether the text is such groups of hexadecimal digits.
bool has_groups(std::string_view text, char separator, std::span<const std::size_t> sizes)
{
    const auto parts = split(text, separator);
    return std::ranges::equal(parts, sizes, [](std::string_view part, std::size_t size) {
        return part.size() == size && std::ranges::all_of(part, is_hexadecimal);
    });
}

} // namespace

std::optional<std::uint32_t> parse_nbi_ipv4(std::string_view text)
{
    const auto parts = split(text, '.');
    std::uint32_t address = 0;
    for (const std::string_view part : parts)
    {
        const auto number = parse_number(part, 3, 255);
        if (!number || parts.size() != 4)
        {
            return std::nullopt;
        }
        address = (address << 8U) | *number;
    }
    return address;
}

std::optional<Subnet> parse_nbi_subnet(std::string_view text)
{
    return parse_subnet(text, 30);
}

std::optional<Subnet> parse_any_subnet(std::string_view text)
{
    return parse_subnet(text, 32);
}

bool is_nbi_ip(std::string_view text)
{
    in6_addr address{};
    return parse_nbi_ipv4(text) || ::inet_pton(AF_INET6, std::string(text).c_str(), &address) == 1;
}

bool is_uuid(std::string_view text)
{
    static constexpr std::array<std::size_t, 5> sizes{8, 4, 4, 4, 12};
    return has_groups(text, '-', sizes);
}

bool is_nbi_mac(std::string_view text)
{
    static constexpr std::array<std::size_t, 6> sizes{2, 2, 2, 2, 2, 2};
    constexpr std::string_view even = "02468aceACE";
    return has_groups(text, ':', sizes) && even.find(text[1]) != std::string_view::npos;
}

bool is_parameter_name(std::string_view text)
{
    return !text.empty() && !is_digit(text.front()) &&
           std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

std::string ipv4_text(std::uint32_t address)
{
    std::string text;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
    {
        text += std::to_string((address >> shift) & 0xFFU) + (shift == 0 ? "" : ".");
    }
    return text;
}

} // namespace edgepool::descriptor
