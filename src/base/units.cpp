// SPDX-License-Identifier: Apache-2.0
#include "base/units.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <span>

namespace edgepool
{

namespace
{

struct Unit
{
    std::string_view name;
    double factor = 1;
};

// In each table the units to write with come first, largest first.
constexpr std::array byte_units{
    Unit{"TiB", 1024.0 * 1024 * 1024 * 1024}, Unit{"GiB", 1024.0 * 1024 * 1024}, Unit{"MiB", 1024.0 * 1024},
    Unit{"KiB", 1024}, Unit{"B", 1}, Unit{"TB", 1e12}, Unit{"GB", 1e9}, Unit{"MB", 1e6}, Unit{"kB", 1e3},
};
constexpr std::size_t byte_units_written = 5;

constexpr std::array rate_units{
    Unit{"Gbit", 1e9}, Unit{"Mbit", 1e6}, Unit{"kbit", 1e3}, Unit{"bit", 1},
};

constexpr std::array delay_units{
    Unit{"s", 1e6}, Unit{"ms", 1e3}, Unit{"us", 1},
};

/// Exactly "digits[.digits]unit", a space between them allowed; nullopt for anything else.
std::optional<double> parse_quantity(std::string_view text, std::span<const Unit> units)
{
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (fault != std::errc{} || text.starts_with('-'))
    {
        return std::nullopt;
    }
    std::string_view name(rest, static_cast<std::size_t>(end - rest));
    if (name.starts_with(' '))
    {
        name.remove_prefix(1);
    }
    for (const Unit& unit : units)
    {
        if (name == unit.name)
        {
            return number * unit.factor;
        }
    }
    return std::nullopt;
}

std::optional<std::uint64_t> parse_whole(std::string_view text, std::span<const Unit> units)
{
    const auto quantity = parse_quantity(text, units);
    constexpr double largest = 9.0e15; // every whole number up to here is exact in a double
    if (!quantity || *quantity > largest)
    {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(std::llround(*quantity));
}

std::string shortest(double number)
{
    std::array<char, 64> buffer{};
    const auto [end, fault] =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
    return fault == std::errc{} ? std::string(buffer.data(), end) : std::string{};
}

std::string write_whole(std::uint64_t amount, std::span<const Unit> units)
{
    for (const Unit& unit : units)
    {
        const auto factor = static_cast<std::uint64_t>(unit.factor);
        if (amount >= factor && amount % factor == 0)
        {
            return std::to_string(amount / factor) + std::string(unit.name);
        }
    }
    return "0" + std::string(units.back().name);
}

} // namespace

std::optional<Bytes> parse_bytes(std::string_view text)
{
    const auto count = parse_whole(text, byte_units);
    return count ? std::optional(Bytes{*count}) : std::nullopt;
}

std::optional<BitRate> parse_bit_rate(std::string_view text)
{
    const auto rate = parse_whole(text, rate_units);
    return rate ? std::optional(BitRate{*rate}) : std::nullopt;
}

std::optional<Share> parse_share(std::string_view text)
{
    constexpr std::array percent{Unit{"%", 1}};
    const auto number = parse_quantity(text, percent);
    return number && *number <= 100 ? std::optional(Share{*number / 100}) : std::nullopt;
}

std::optional<Delay> parse_delay(std::string_view text)
{
    const auto delay = parse_whole(text, delay_units);
    return delay ? std::optional(Delay{*delay}) : std::nullopt;
}

std::string to_string(Bytes bytes)
{
    return write_whole(bytes.count, std::span(byte_units).first(byte_units_written));
}

std::string to_string(BitRate rate)
{
    return write_whole(rate.per_second, rate_units);
}

std::string to_string(Share share)
{
    return shortest(std::round(share.fraction * 1e12) / 1e10) + "%";
}

std::string to_string(Delay delay)
{
    return write_whole(static_cast<std::uint64_t>(delay.count()), delay_units);
}

} // namespace edgepool
