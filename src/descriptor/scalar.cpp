// SPDX-License-Identifier: Apache-2.0
#include "descriptor/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <system_error>
#include <variant>

#include "doc/yaml_types.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// Whether a plain scalar may be anything else than text. Ids, which most values are, start with another letter.
bool may_be_typed(std::string_view text)
{
    constexpr std::string_view of_words = "nNyYtTfFoO~.+-";
    return is_digit(text.front()) || of_words.find(text.front()) != std::string_view::npos;
}

/// Python's repr() of a float: the shortest digits that give it back, always with a point or an exponent.
std::string python_text(double value)
{
    if (std::isnan(value) || std::isinf(value))
    {
        return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
    }
    std::array<char, 64> buffer{};
    const double size = std::fabs(value);
    const bool in_full = size == 0 || (size >= 1e-4 && size < 1e16);
    const auto format = in_full ? std::chars_format::fixed : std::chars_format::scientific;
    const char* const end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    std::string text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    return in_full && text.find('.') == std::string::npos ? text + ".0" : text;
}

Scalar typed(const doc::Value& value, std::string_view text)
{
    using Kind = Scalar::Kind;
    if (const auto* const boolean = std::get_if<bool>(&value.data()))
    {
        return {.kind = Kind::boolean, .number = *boolean ? 1.0 : 0.0, .text = *boolean ? "True" : "False"};
    }
    if (const auto* const integer = std::get_if<std::int64_t>(&value.data()))
    {
        return {.kind = Kind::integer, .number = static_cast<double>(*integer), .text = std::to_string(*integer)};
    }
    if (const auto* const real = std::get_if<double>(&value.data()))
    {
        return {.kind = Kind::real, .number = *real, .text = python_text(*real)};
    }
    if (std::holds_alternative<std::monostate>(value.data()))
    {
        return {.kind = Kind::null, .text = "None"};
    }
    const bool is_big = is_integer_text(text); // an integer beyond 64 bits stays text
    return {
        .kind = is_big ? Kind::integer : Kind::text, .number = is_big ? number_of(text) : 0, .text = std::string(text)};
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view space = " \t\n\r\f\v";
    const std::size_t begin = std::min(text.find_first_not_of(space), text.size());
    text.remove_prefix(begin);
    return text.substr(0, text.find_last_not_of(space) + 1);
}

/// Takes digits with single underscores between them; false if there is none.
bool take_digits(std::string_view& text)
{
    std::size_t length = 0;
    while (length < text.size() && (is_digit(text[length]) || (text[length] == '_' && length > 0)))
    {
        ++length;
    }
    const std::string_view digits = text.substr(0, length);
    text.remove_prefix(length);
    return length > 0 && digits.back() != '_' && digits.find("__") == std::string_view::npos;
}

void take_sign(std::string_view& text)
{
    if (!text.empty() && (text.front() == '+' || text.front() == '-'))
    {
        text.remove_prefix(1);
    }
}

bool is_ipv4(std::string_view text)
{
    for (int part = 0; part < 4; ++part)
    {
        const std::size_t end = part < 3 ? text.find('.') : text.size();
        if (end == std::string_view::npos || end == 0 || end > 3 || (end > 1 && text.front() == '0') ||
            !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), is_digit) ||
            number_of(text.substr(0, end)) > 255)
        {
            return false;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return true;
}

bool is_hextet(std::string_view text)
{
    return !text.empty() && text.size() <= 4 &&
           text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// How many groups of 16 bits a part of an IPv6 address has, given that it has no "::" in it; nothing if it is wrong.
int groups_of(std::string_view text, bool at_end)
{
    int groups = 0;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(':'), text.size());
        const bool is_last = end == text.size();
        const bool is_v4 = is_last && at_end && is_ipv4(text);
        if ((!is_v4 && !is_hextet(text.substr(0, end))) || (!is_last && end + 1 == text.size()))
        {
            return 9;
        }
        groups += is_v4 ? 2 : 1;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return groups;
}

bool is_ipv6(std::string_view text)
{
    const std::size_t gap = text.find("::");
    if (gap == std::string_view::npos)
    {
        return groups_of(text, true) == 8;
    }
    const std::string_view after = text.substr(gap + 2);
    return after.find("::") == std::string_view::npos && (after.empty() || after.front() != ':') &&
           groups_of(text.substr(0, gap), false) + groups_of(after, true) < 8;
}

} // namespace

Scalar scalar_of(const Node& node)
{
    if (node.is_null())
    {
        return {.kind = Scalar::Kind::null, .text = "None"};
    }
    const std::string_view text = node.text();
    if (node.style() != doc::Style::plain || text.empty() || !may_be_typed(text))
    {
        return {.text = std::string(text)};
    }
    return typed(doc::type_of_plain(text), text);
}

std::string text_of(const Node& node)
{
    return node.is_scalar() ? scalar_of(node).text : std::string();
}

bool is_integer_text(std::string_view text)
{
    text = trimmed(text);
    take_sign(text);
    return take_digits(text) && text.empty();
}

bool is_decimal_text(std::string_view text)
{
    text = trimmed(text);
    take_sign(text);
    const bool has_whole = take_digits(text);
    bool has_part = false;
    if (!text.empty() && text.front() == '.')
    {
        text.remove_prefix(1);
        has_part = take_digits(text);
    }
    if (!text.empty() && (text.front() == 'e' || text.front() == 'E'))
    {
        text.remove_prefix(1);
        take_sign(text);
        return (has_whole || has_part) && take_digits(text) && text.empty();
    }
    return (has_whole || has_part) && text.empty();
}

double number_of(std::string_view text)
{
    std::string plain;
    for (const char c : trimmed(text))
    {
        if (c != '_' && c != '+')
        {
            plain += c;
        }
    }
    double value = 0;
    const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    const bool is_huge = result.ec == std::errc::result_out_of_range && plain.find("e-") == std::string::npos;
    return is_huge ? std::numeric_limits<double>::infinity() : value;
}

bool is_ip_address(std::string_view text)
{
    const std::string_view address = text.substr(0, text.find('%'));
    return is_ipv4(address) || is_ipv6(address);
}

} // namespace edgepool::descriptor
