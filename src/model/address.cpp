// SPDX-License-Identifier: Apache-2.0
#include "model/address.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <initializer_list>
#include <span>

#include <arpa/inet.h>

namespace edgepool::model
{

namespace
{

constexpr std::uint32_t address_bits(unsigned a, unsigned b, unsigned c, unsigned d)
{
    return (a << 24U) | (b << 16U) | (c << 8U) | d;
}

constexpr std::uint32_t mask(unsigned prefix)
{
    return prefix == 0 ? 0 : ~std::uint32_t{0} << (32U - prefix);
}

constexpr Ipv4Network block(unsigned a, unsigned b, unsigned c, unsigned d, unsigned prefix)
{
    return {.base = Ipv4{address_bits(a, b, c, d)}, .prefix = prefix};
}

constexpr std::array private_blocks{
    block(10, 0, 0, 0, 8),    block(172, 16, 0, 0, 12), block(192, 168, 0, 0, 16),  block(100, 64, 0, 0, 10),
    block(198, 18, 0, 0, 15), block(192, 0, 2, 0, 24),  block(198, 51, 100, 0, 24), block(203, 0, 113, 0, 24),
};

constexpr std::array unusable_blocks{
    block(0, 0, 0, 0, 8),
    block(127, 0, 0, 0, 8),
    block(169, 254, 0, 0, 16),
    block(224, 0, 0, 0, 3),
};

std::optional<unsigned> parse_number(std::string_view text, unsigned most)
{
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, number);
    const bool padded = text.size() > 1 && text.front() == '0';
    if (text.empty() || fault != std::errc{} || rest != end || number > most || padded)
    {
        return std::nullopt;
    }
    return number;
}

struct Halves
{
    std::string_view left;
    std::string_view right;
};

std::optional<Halves> split_at(std::string_view text, char separator)
{
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos)
    {
        return std::nullopt;
    }
    return Halves{.left = text.substr(0, at), .right = text.substr(at + 1)};
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos)
    {
        return {};
    }
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

bool within(const Ipv4Network& inner, const Ipv4Network& outer)
{
    return inner.first() >= outer.first() && inner.last() <= outer.last();
}

bool same_prefix(const Ipv6& a, const Ipv6& b, unsigned bits)
{
    for (unsigned i = 0; i < 16 && bits > 0; ++i)
    {
        const unsigned here = std::min(bits, 8U);
        const unsigned keep = (0xff00U >> here) & 0xffU;
        if ((a.bytes[i] & keep) != (b.bytes[i] & keep))
        {
            return false;
        }
        bits -= here;
    }
    return true;
}

} // namespace

Ipv4 Ipv4Network::first() const
{
    return Ipv4{base.bits & mask(prefix)};
}

Ipv4 Ipv4Network::last() const
{
    return Ipv4{base.bits | ~mask(prefix)};
}

Ipv6 Ipv6Network::at(std::uint32_t offset) const
{
    Ipv6 address = base;
    std::uint64_t carry = offset;
    for (std::size_t i = 16; i-- > 0 && carry > 0; carry >>= 8U)
    {
        carry += address.bytes[i];
        address.bytes[i] = static_cast<std::uint8_t>(carry & 0xffU);
    }
    return address;
}

bool Ipv6Network::overlaps(const Ipv6Network& other) const
{
    return same_prefix(base, other.base, std::min(prefix, other.prefix));
}

std::optional<Ipv4> parse_ipv4(std::string_view text)
{
    std::uint32_t bits = 0;
    for (int part = 0; part < 4; ++part)
    {
        const std::size_t dot = text.find('.');
        if ((dot == std::string_view::npos) != (part == 3))
        {
            return std::nullopt;
        }
        const auto number = parse_number(text.substr(0, dot), 255);
        if (!number)
        {
            return std::nullopt;
        }
        bits = (bits << 8U) | *number;
        text.remove_prefix(part == 3 ? text.size() : dot + 1);
    }
    return Ipv4{bits};
}

std::optional<Ipv4Network> parse_ipv4_network(std::string_view text)
{
    const auto halves = split_at(text, '/');
    const auto base = halves ? parse_ipv4(halves->left) : std::nullopt;
    const auto prefix = halves ? parse_number(halves->right, 32) : std::nullopt;
    if (!base || !prefix)
    {
        return std::nullopt;
    }
    return Ipv4Network{.base = *base, .prefix = *prefix};
}

std::optional<Ipv4Range> parse_ipv4_range(std::string_view text)
{
    const auto halves = split_at(text, '-');
    const auto first = halves ? parse_ipv4(trimmed(halves->left)) : std::nullopt;
    const auto last = halves ? parse_ipv4(trimmed(halves->right)) : std::nullopt;
    if (!first || !last)
    {
        return std::nullopt;
    }
    return Ipv4Range{.first = *first, .last = *last};
}

std::optional<Ipv6> parse_ipv6(std::string_view text)
{
    Ipv6 address;
    if (text.find('\0') != std::string_view::npos ||
        inet_pton(AF_INET6, std::string(text).c_str(), address.bytes.data()) != 1)
    {
        return std::nullopt;
    }
    return address;
}

std::optional<Ipv6Network> parse_ipv6_network(std::string_view text)
{
    const auto halves = split_at(text, '/');
    const auto base = halves ? parse_ipv6(halves->left) : std::nullopt;
    const auto prefix = halves ? parse_number(halves->right, 128) : std::nullopt;
    if (!base || !prefix)
    {
        return std::nullopt;
    }
    return Ipv6Network{.base = *base, .prefix = *prefix};
}

bool is_aligned(const Ipv4Network& network)
{
    return network == aligned(network);
}

bool is_aligned(const Ipv6Network& network)
{
    return network == aligned(network);
}

Ipv4Network aligned(Ipv4Network network)
{
    network.base = network.first();
    return network;
}

Ipv6Network aligned(Ipv6Network network)
{
    for (unsigned i = 0; i < 16; ++i)
    {
        const unsigned before = i * 8;
        const unsigned bits = network.prefix <= before ? 0 : std::min(network.prefix - before, 8U);
        network.base.bytes[i] &= static_cast<std::uint8_t>((0xff00U >> bits) & 0xffU);
    }
    return network;
}

bool is_private(const Ipv4Network& network)
{
    return std::ranges::any_of(private_blocks, [&](const Ipv4Network& outer) { return within(network, outer); });
}

bool is_private(const Ipv6Network& network)
{
    const Ipv6Network unique_local{.base = {.bytes = {0xfc}}, .prefix = 7};
    const Ipv6Network documentation{.base = {.bytes = {0x20, 0x01, 0x0d, 0xb8}}, .prefix = 32};
    const auto lies_in = [&network](const Ipv6Network& outer) {
        return network.prefix >= outer.prefix && network.overlaps(outer);
    };
    return lies_in(unique_local) || lies_in(documentation);
}

bool is_unusable(const Ipv4Network& network)
{
    return std::ranges::any_of(unusable_blocks, [&](const Ipv4Network& bad) { return network.overlaps(bad); });
}

std::string to_string(Ipv4 address)
{
    std::string text;
    for (const unsigned shift : {24U, 16U, 8U, 0U})
    {
        text += (text.empty() ? "" : ".") + std::to_string((address.bits >> shift) & 0xffU);
    }
    return text;
}

std::string to_string(const Ipv4Network& network)
{
    return to_string(network.base) + "/" + std::to_string(network.prefix);
}

std::string to_string(const Ipv4Range& range)
{
    return to_string(range.first) + " - " + to_string(range.last);
}

std::string to_string(const Ipv6& address)
{
    std::array<char, INET6_ADDRSTRLEN> buffer{};
    return inet_ntop(AF_INET6, address.bytes.data(), buffer.data(), buffer.size());
}

std::string to_string(const Ipv6Network& network)
{
    return to_string(network.base) + "/" + std::to_string(network.prefix);
}

} // namespace edgepool::model
