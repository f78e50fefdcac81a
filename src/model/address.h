// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::model
{

struct Ipv4
{
    std::uint32_t bits = 0;

    friend auto operator<=>(const Ipv4&, const Ipv4&) = default;
};

struct Ipv4Network
{
    Ipv4 base{};
    unsigned prefix = 0;

    /// Of all its addresses: the base without the bits behind the prefix.
    Ipv4 first() const;
    Ipv4 last() const;
    /// The number of addresses, network and broadcast address included.
    std::uint64_t size() const { return std::uint64_t{1} << (32U - prefix); }
    bool contains(Ipv4 address) const { return address >= first() && address <= last(); }
    bool overlaps(const Ipv4Network& other) const { return first() <= other.last() && other.first() <= last(); }

    friend bool operator==(const Ipv4Network&, const Ipv4Network&) = default;
};

/// Addresses from first to last, both included.
struct Ipv4Range
{
    Ipv4 first{};
    Ipv4 last{};

    std::uint64_t size() const { return std::uint64_t{last.bits} - first.bits + 1; }

    friend bool operator==(const Ipv4Range&, const Ipv4Range&) = default;
};

struct Ipv6
{
    std::array<std::uint8_t, 16> bytes{};

    friend auto operator<=>(const Ipv6&, const Ipv6&) = default;
};

struct Ipv6Network
{
    Ipv6 base{};
    unsigned prefix = 0;

    /// The address at that distance from the base.
    Ipv6 at(std::uint32_t offset) const;
    bool overlaps(const Ipv6Network& other) const;

    friend bool operator==(const Ipv6Network&, const Ipv6Network&) = default;
};

std::optional<Ipv4> parse_ipv4(std::string_view text);
/// "10.45.0.0/24". Bits behind the prefix are kept, so that the reader can tell what was meant: see is_aligned.
std::optional<Ipv4Network> parse_ipv4_network(std::string_view text);
/// "10.45.0.2 - 10.45.0.254"
std::optional<Ipv4Range> parse_ipv4_range(std::string_view text);
std::optional<Ipv6> parse_ipv6(std::string_view text);
std::optional<Ipv6Network> parse_ipv6_network(std::string_view text);

/// Whether no bit is set behind the prefix.
bool is_aligned(const Ipv4Network& network);
bool is_aligned(const Ipv6Network& network);
Ipv4Network aligned(Ipv4Network network);
Ipv6Network aligned(Ipv6Network network);

/// Whether the whole network lies in space that nobody on the Internet owns: RFC 1918, shared (100.64/10),
/// benchmarking, documentation.
bool is_private(const Ipv4Network& network);
/// Unique local (fc00::/7) or documentation (2001:db8::/32).
bool is_private(const Ipv6Network& network);
/// Space that no machine can have as its network: 0/8, loopback, link-local, multicast, reserved.
bool is_unusable(const Ipv4Network& network);

std::string to_string(Ipv4 address);
std::string to_string(const Ipv4Network& network);
std::string to_string(const Ipv4Range& range);
/// RFC 5952: lower case, the longest run of zeros shortened.
std::string to_string(const Ipv6& address);
std::string to_string(const Ipv6Network& network);

} // namespace edgepool::model
