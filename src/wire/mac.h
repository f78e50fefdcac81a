// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::wire
{

/// An Ethernet address; the first of its six bytes is the highest of `bits`.
struct Mac
{
    std::uint64_t bits = 0;

    /// Many stations, or all: never the address of one.
    bool is_group() const { return (bits >> 40U & 1U) != 0; }

    friend auto operator<=>(const Mac&, const Mac&) = default;
};

/// "52:54:00:12:34:56", in either letter case.
std::optional<Mac> parse_mac(std::string_view text);
std::string to_string(Mac mac);

} // namespace edgepool::wire
