// SPDX-License-Identifier: Apache-2.0
#include "descriptor/leaf.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string_view>

#include "base/suggest.h"
#include "descriptor/descriptor.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;
using Kind = Scalar::Kind;
using Fault = std::optional<LeafFault>;

double type_limit(const SchemaNode& schema)
{
    return schema.type == Type::unsigned_integer ? std::ldexp(1.0, schema.bits) - 1
                                                 : std::numeric_limits<double>::infinity();
}

bool is_in_range(const SchemaNode& schema, double value)
{
    const Bounds bounds = schema.range.value_or(Bounds{.least = -std::numeric_limits<double>::infinity()});
    const double least = schema.type == Type::unsigned_integer ? std::max(bounds.least, 0.0) : bounds.least;
    // 2^64 - 1 is not a double: what rounds to 2^64 is let through.
    const double most = schema.bits == 64 ? std::ldexp(1.0, 64) : std::min(bounds.most, type_limit(schema));
    return value >= least && value <= most;
}

std::string plain_number(double value)
{
    std::array<char, 64> buffer{};
    const char* const end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed).ptr;
    return {buffer.data(), static_cast<std::size_t>(end - buffer.data())};
}

Fault out_of_range(const SchemaNode& schema, std::string_view text)
{
    return LeafFault{
        .rule = &rules::out_of_range, .detail = std::string(text) + " is not in " + range_text(schema), .hint = {}};
}

Fault changed(const std::string& becomes, std::string hint)
{
    return LeafFault{
        .rule = &rules::changed_value, .detail = "OSM makes " + becomes + " of it", .hint = std::move(hint)};
}

/// "16GB" is meant as 16: the model's numbers have no units.
std::string without_unit(std::string_view text)
{
    const std::size_t digits = std::min(text.find_first_not_of("0123456789."), text.size());
    const bool is_unit =
        digits > 0 && digits < text.size() && text.find_first_of("0123456789.", digits) == std::string_view::npos;
    return is_unit ? "leave the unit out: " + std::string(text.substr(0, digits)) : "";
}

Fault not_a(std::string_view wanted, std::string_view text)
{
    return LeafFault{.rule = &rules::wrong_type,
                     .detail = quoted(text) + " is not " + std::string(wanted),
                     .hint = without_unit(text)};
}

bool has_decimal_form(const Scalar& scalar)
{
    return scalar.kind == Kind::text ? is_decimal_text(scalar.text) : scalar.kind != Kind::null;
}

Fault judge_integer(const SchemaNode& schema, const Scalar& scalar)
{
    const bool is_number = scalar.kind == Kind::text ? is_integer_text(scalar.text) : std::isfinite(scalar.number);
    if (!is_number)
    {
        // Integers with a range of their own are two types in one for the NBI's reader: it forgets the outer one's
        // refusal.
        return schema.range ? changed("0", "give a whole number in " + range_text(schema))
                            : not_a("a whole number", scalar.text);
    }
    const double value = std::trunc(scalar.kind == Kind::text ? number_of(scalar.text) : scalar.number);
    if (!is_in_range(schema, value))
    {
        return out_of_range(schema, scalar.text);
    }
    const bool is_cut = scalar.kind == Kind::real && value != scalar.number;
    return is_cut || scalar.kind == Kind::boolean ? changed(plain_number(value), "give a whole number") : Fault{};
}

std::size_t digits_after_point(std::string_view text)
{
    const std::size_t point = text.find('.');
    const bool is_plain = point != std::string_view::npos && text.find_first_of("eE") == std::string_view::npos;
    return is_plain ? text.size() - point - 1 : 0;
}

Fault judge_decimal(const SchemaNode& schema, const Scalar& scalar)
{
    if (!has_decimal_form(scalar) || !std::isfinite(scalar.number))
    {
        return not_a("a number", scalar.text);
    }
    if (!is_in_range(schema, scalar.kind == Kind::text ? number_of(scalar.text) : scalar.number))
    {
        return out_of_range(schema, scalar.text);
    }
    if (scalar.kind == Kind::boolean)
    {
        return changed(plain_number(scalar.number), "give a number");
    }
    // Decimals with a range are not rounded by OSM.
    const bool is_rounded = !schema.range && digits_after_point(scalar.text) > static_cast<std::size_t>(schema.digits);
    return is_rounded ? changed("a number with " + std::to_string(schema.digits) + " digits after the point", {})
                      : Fault{};
}

Fault judge_boolean(const Scalar& scalar)
{
    constexpr std::array<std::string_view, 6> words{"true", "True", "false", "False", "1", "0"};
    const bool is_number = scalar.kind == Kind::integer || scalar.kind == Kind::real;
    const bool is_boolean =
        is_number ? scalar.number == 0 || scalar.number == 1 : std::ranges::find(words, scalar.text) != std::end(words);
    return is_boolean ? Fault{}
                      : LeafFault{.rule = &rules::wrong_type,
                                  .detail = quoted(scalar.text) + " is neither true nor false",
                                  .hint = {}};
}

Fault judge_word(const SchemaNode& schema, const Scalar& scalar)
{
    const bool may_have_prefix = schema.type == Type::identity;
    const std::string_view word = may_have_prefix ? without_prefix(scalar.text) : std::string_view(scalar.text);
    const bool is_known = std::ranges::find(schema.words, word) != schema.words.end();
    if (is_known && (!may_have_prefix || scalar.kind == Kind::text))
    {
        return {};
    }
    return LeafFault{.rule = &rules::unknown_word,
                     .detail = quoted(scalar.text) + " is not a " + std::string(schema.name),
                     .hint = suggestion(scalar.text, schema.words)};
}

Fault judge_text(const SchemaNode& schema, const Scalar& scalar, const Node& value)
{
    // 1.10 is the number 1.1, and yes is True, before anybody looks.
    const bool is_typed = scalar.kind != Kind::text && scalar.kind != Kind::null;
    if (!is_typed || scalar.text == value.text() || value.style() != doc::Style::plain)
    {
        return {};
    }
    Fault fault = changed(quoted(scalar.text), "write \"" + std::string(value.text()) + "\"");
    fault->detail = std::string(schema.name) + " is text, but " + std::string(value.text()) + " is a " +
                    (scalar.kind == Kind::boolean ? "boolean" : "number") + ": " + fault->detail;
    return fault;
}

Fault judge_address(const Scalar& scalar)
{
    const bool is_good = scalar.kind == Kind::text && is_ip_address(scalar.text);
    return is_good ? Fault{} : not_a("an IP address", scalar.text);
}

} // namespace

std::string range_text(const SchemaNode& schema)
{
    const Bounds bounds = schema.range.value_or(Bounds{});
    if (schema.bits == 64)
    {
        return plain_number(bounds.least) + "..18446744073709551615";
    }
    const double most = std::min(bounds.most, type_limit(schema));
    return plain_number(bounds.least) + ".." + (std::isfinite(most) ? plain_number(most) : "max");
}

std::optional<LeafFault> judge_leaf(const SchemaNode& schema, const Node& value)
{
    const Scalar scalar = scalar_of(value);
    switch (schema.type)
    {
    case Type::unsigned_integer:
        return judge_integer(schema, scalar);
    case Type::decimal:
        return judge_decimal(schema, scalar);
    case Type::boolean:
        return judge_boolean(scalar);
    case Type::enumeration:
    case Type::identity:
        return judge_word(schema, scalar);
    case Type::ip_address:
        return judge_address(scalar);
    case Type::text:
        return judge_text(schema, scalar, value);
    case Type::none:
        break;
    }
    return {};
}

} // namespace edgepool::descriptor
