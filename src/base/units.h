// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool
{

/// An amount of memory or storage. "512MiB", "4GiB", "2GB"; a bare number has no unit and is refused.
struct Bytes
{
    std::uint64_t count = 0;

    friend auto operator<=>(const Bytes&, const Bytes&) = default;
};

/// A data rate. "50Mbit", "1.5Gbit", "800kbit".
struct BitRate
{
    std::uint64_t per_second = 0;

    friend auto operator<=>(const BitRate&, const BitRate&) = default;
};

/// A share from 0 to 1. "0.5%", "12%".
struct Share
{
    double fraction = 0;

    friend auto operator<=>(const Share&, const Share&) = default;
};

using Delay = std::chrono::microseconds;

std::optional<Bytes> parse_bytes(std::string_view text);
std::optional<BitRate> parse_bit_rate(std::string_view text);
std::optional<Share> parse_share(std::string_view text);
/// "20ms", "1.5s", "300us".
std::optional<Delay> parse_delay(std::string_view text);

/// The shortest text of a whole number and a unit that parses to the same value; of a share, the shortest at all.
std::string to_string(Bytes bytes);
std::string to_string(BitRate rate);
std::string to_string(Share share);
std::string to_string(Delay delay);

} // namespace edgepool
