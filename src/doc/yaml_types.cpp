// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_types.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

namespace edgepool::doc
{

namespace
{

constexpr std::array nulls{std::string_view{}, std::string_view{"~"}, std::string_view{"null"},
                           std::string_view{"Null"}, std::string_view{"NULL"}};
constexpr std::array<std::string_view, 9> truths{"yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"};
constexpr std::array<std::string_view, 9> falsehoods{"no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"};

constexpr std::string_view digits = "0123456789";
constexpr std::string_view digits_and_underscore = "0123456789_";

bool contains(const auto& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

bool consists_of(std::string_view text, std::string_view allowed)
{
    return !text.empty() && text.find_first_not_of(allowed) == std::string_view::npos;
}

std::string without_underscores(std::string_view text)
{
    std::string result(text);
    std::erase(result, '_');
    return result;
}

/// Takes a leading sign off.
bool take_minus(std::string_view& text)
{
    const bool minus = text.starts_with('-');
    if (minus || text.starts_with('+'))
    {
        text.remove_prefix(1);
    }
    return minus;
}

std::optional<std::int64_t> parse_integer(std::string_view text, bool minus, int base)
{
    const std::string number = (minus ? "-" : "") + without_underscores(text);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value, base);
    return error == std::errc{} && end == number.data() + number.size() ? std::optional(value) : std::nullopt;
}

/// "1:30:00" as its parts, if every part after the first is below 60.
std::optional<std::vector<std::string_view>> split_sexagesimal(std::string_view text)
{
    std::vector<std::string_view> parts;
    for (std::size_t colon = text.find(':'); colon != std::string_view::npos; colon = text.find(':'))
    {
        parts.push_back(text.substr(0, colon));
        text.remove_prefix(colon + 1);
    }
    parts.push_back(text);
    const auto below_sixty = [](std::string_view part) {
        return consists_of(part, digits) && part.size() <= 2 && (part.size() == 1 || part.front() <= '5');
    };
    const bool valid = parts.size() > 1 && parts.front().find_first_of(digits) == 0 &&
                       consists_of(parts.front(), digits_and_underscore) &&
                       std::all_of(parts.begin() + 1, parts.end(), below_sixty);
    return valid ? std::optional(parts) : std::nullopt;
}

std::optional<std::int64_t> parse_sexagesimal(std::string_view text, bool minus)
{
    const auto parts = split_sexagesimal(text);
    if (text.starts_with('0') || !parts)
    {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (const std::string_view part : *parts)
    {
        const auto digit = parse_integer(part, minus, 10);
        if (!digit || __builtin_mul_overflow(value, 60, &value) || __builtin_add_overflow(value, *digit, &value))
        {
            return std::nullopt;
        }
    }
    return value;
}

std::optional<std::int64_t> integer_of(std::string_view text)
{
    const bool minus = take_minus(text);
    if (text.starts_with("0b") && consists_of(text.substr(2), "01_"))
    {
        return parse_integer(text.substr(2), minus, 2);
    }
    if (text.starts_with("0x") && consists_of(text.substr(2), "0123456789abcdefABCDEF_"))
    {
        return parse_integer(text.substr(2), minus, 16);
    }
    if (text.starts_with('0'))
    {
        return consists_of(text, "01234567_") ? parse_integer(text, minus, 8) : std::nullopt;
    }
    if (!text.empty() && text.front() != '_' && consists_of(text, digits_and_underscore))
    {
        return parse_integer(text, minus, 10);
    }
    return parse_sexagesimal(text, minus);
}

/// For a number that no double can hold: infinity, or zero when it is too small.
double beyond_double(std::string_view text)
{
    const std::size_t exponent_at = std::min(text.find('e'), text.size());
    const std::string_view mantissa = text.substr(0, exponent_at);
    const auto point = static_cast<std::int64_t>(std::min(mantissa.find('.'), mantissa.size()));
    const auto first = static_cast<std::int64_t>(std::min(mantissa.find_first_of("123456789"), mantissa.size()));
    constexpr std::int64_t beyond_all = 1'000'000'000'000;
    std::int64_t exponent = 0;
    if (exponent_at < text.size())
    {
        const std::string_view written = text.substr(exponent_at + 2);
        const auto result = std::from_chars(written.data(), written.data() + written.size(), exponent);
        exponent = result.ec == std::errc{} ? std::min(exponent, beyond_all) : beyond_all;
        exponent = text[exponent_at + 1] == '-' ? -exponent : exponent;
    }
    return point - first + exponent > 0 ? std::numeric_limits<double>::infinity() : 0.0;
}

double parse_double(std::string_view text)
{
    std::string number = without_underscores(text);
    std::ranges::replace(number, 'E', 'e');
    double value = 0.0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    return error == std::errc::result_out_of_range ? beyond_double(number) : value;
}

/// The part after the digits before the point: ".5", ".", ".5e-3".
bool is_fraction(std::string_view text)
{
    if (!text.starts_with('.'))
    {
        return false;
    }
    const std::size_t exponent = std::min(text.find_first_of("eE"), text.size());
    const std::string_view fraction = text.substr(1, exponent - 1);
    if (!fraction.empty() && !consists_of(fraction, digits_and_underscore))
    {
        return false;
    }
    const std::string_view power = text.substr(exponent);
    return power.empty() ||
           (power.size() > 2 && (power[1] == '-' || power[1] == '+') && consists_of(power.substr(2), digits));
}

std::optional<double> sexagesimal_double(std::string_view text)
{
    const std::size_t point = text.find('.');
    const auto parts = split_sexagesimal(text.substr(0, std::min(point, text.size())));
    if (point == std::string_view::npos || !parts ||
        (point + 1 < text.size() && !consists_of(text.substr(point + 1), digits_and_underscore)))
    {
        return std::nullopt;
    }
    double value = 0.0;
    double base = 1.0;
    for (auto part = parts->rbegin(); part != parts->rend(); ++part, base *= 60.0)
    {
        const bool last = part == parts->rbegin();
        value += base * parse_double(last ? text.substr(static_cast<std::size_t>(part->data() - text.data())) : *part);
    }
    return value;
}

std::optional<double> double_of(std::string_view text)
{
    if (text == ".nan" || text == ".NaN" || text == ".NAN")
    {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const bool has_sign = text.starts_with('-') || text.starts_with('+');
    const double sign = take_minus(text) ? -1.0 : 1.0;
    if (text == ".inf" || text == ".Inf" || text == ".INF")
    {
        return sign * std::numeric_limits<double>::infinity();
    }
    const std::size_t whole = std::min(text.find_first_not_of(digits_and_underscore), text.size());
    const bool starts_with_digit = consists_of(text.substr(0, 1), digits);
    if (starts_with_digit && is_fraction(text.substr(whole)))
    {
        return sign * parse_double(text);
    }
    if (!has_sign && text.size() > 1 && consists_of(text.substr(1, 1), digits) && is_fraction(text))
    {
        return parse_double(text);
    }
    const auto time = starts_with_digit ? sexagesimal_double(text) : std::nullopt;
    return time ? std::optional(sign * *time) : std::nullopt;
}

} // namespace

Value type_of_plain(std::string_view text)
{
    if (contains(nulls, text))
    {
        return {};
    }
    if (contains(truths, text))
    {
        return true;
    }
    if (contains(falsehoods, text))
    {
        return false;
    }
    constexpr std::string_view first_of_numbers = "+-.0123456789";
    if (first_of_numbers.find(text.front()) == std::string_view::npos)
    {
        return text;
    }
    if (const auto integer = integer_of(text))
    {
        return *integer;
    }
    if (const auto number = double_of(text))
    {
        return *number;
    }
    return text;
}

} // namespace edgepool::doc
