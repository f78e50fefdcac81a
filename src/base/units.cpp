// SPDX-License-Identifier: Apache-2.0
#include "base/units.h"

#include <algorithm>
#include <array>
#include <cassert>
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

// Of texts that are equally short, the earlier unit's is written.
constexpr std::array byte_units{
    Unit{"TiB", 1024.0 * 1024 * 1024 * 1024},
    Unit{"GiB", 1024.0 * 1024 * 1024},
    Unit{"MiB", 1024.0 * 1024},
    Unit{"KiB", 1024},
    Unit{"TB", 1e12},
    Unit{"GB", 1e9},
    Unit{"MB", 1e6},
    Unit{"kB", 1e3},
    Unit{"B", 1},
};

constexpr std::array rate_units{
    Unit{"Gbit", 1e9},
    Unit{"Mbit", 1e6},
    Unit{"kbit", 1e3},
    Unit{"bit", 1},
};

constexpr std::array delay_units{
    Unit{"s", 1e6},
    Unit{"ms", 1e3},
    Unit{"us", 1},
};

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// The length of "digits[.digits]" at the beginning; 0 if there is nothing of that form.
std::size_t number_length(std::string_view text)
{
    const auto digits_from = [text](std::size_t at) {
        const auto end = std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), is_digit);
        return static_cast<std::size_t>(end - text.begin()) - at;
    };
    const std::size_t whole = digits_from(0);
    const bool has_point = whole > 0 && text.substr(whole).starts_with('.');
    const std::size_t behind_point = has_point ? digits_from(whole + 1) : 0;
    return behind_point > 0 ? whole + 1 + behind_point : whole;
}

/// Exactly "digits[.digits]unit", a space between them allowed; nullopt for anything else.
std::optional<double> parse_quantity(std::string_view text, std::span<const Unit> units)
{
    double number = 0;
    const std::size_t length = number_length(text);
    const auto parsed = std::from_chars(text.data(), text.data() + length, number, std::chars_format::fixed);
    if (length == 0 || parsed.ec != std::errc{})
    {
        return std::nullopt;
    }
    std::string_view name = text.substr(length);
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

/// The nearest whole number. More than nothing never becomes nothing: that is refused.
std::optional<std::uint64_t> rounded(double quantity, double most)
{
    const double whole = std::round(quantity);
    if (whole > most || (whole == 0 && quantity > 0))
    {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(whole);
}

std::optional<std::uint64_t> parse_whole(std::string_view text, std::span<const Unit> units)
{
    constexpr double largest = 9.0e15; // every whole number up to here is exact in a double
    const auto quantity = parse_quantity(text, units);
    return quantity ? rounded(*quantity, largest) : std::nullopt;
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
    std::string best = std::to_string(amount) + std::string(units.back().name);
    for (const Unit& unit : units)
    {
        const auto factor = static_cast<std::uint64_t>(unit.factor);
        const std::string text = std::to_string(amount / factor) + std::string(unit.name);
        if (amount >= factor && amount % factor == 0 && text.size() < best.size())
        {
            best = text;
        }
    }
    return best;
}

// A share is told apart from others to a part in 10^12, which is 10^-10 percent.
constexpr double parts = 1e12;

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
    const auto count = number && *number <= 100 ? rounded(*number / 100 * parts, parts) : std::nullopt;
    return count ? std::optional(Share{static_cast<double>(*count) / parts}) : std::nullopt;
}

std::optional<Delay> parse_delay(std::string_view text)
{
    const auto delay = parse_whole(text, delay_units);
    return delay ? std::optional(Delay{*delay}) : std::nullopt;
}

std::string to_string(Bytes bytes)
{
    return write_whole(bytes.count, byte_units);
}

std::string to_string(BitRate rate)
{
    return write_whole(rate.per_second, rate_units);
}

std::string to_string(Share share)
{
    return shortest(std::round(share.fraction * parts) / (parts / 100)) + "%";
}

std::string to_string(Delay delay)
{
    assert(delay.count() >= 0);
    return write_whole(static_cast<std::uint64_t>(delay.count()), delay_units);
}

} // namespace edgepool
