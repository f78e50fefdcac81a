// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "doc/node.h"

namespace edgepool::descriptor
{

/// A scalar as OSM's Python sees it once PyYAML has typed it.
struct Scalar
{
    enum class Kind : std::uint8_t
    {
        null,
        boolean,
        integer,
        real,
        text,
    };

    Kind kind = Kind::text;
    double number = 0;  ///< of an integer, a real, or a boolean (0, 1)
    std::string text{}; ///< what Python's str() makes of it: "True", "8", "1.0"
};

Scalar scalar_of(const doc::Node& node);

/// Python's str() of a scalar; "" for anything else.
std::string text_of(const doc::Node& node);

/// Whether text is a number to Python's int(): spaces around it, a sign and single underscores are allowed.
bool is_integer_text(std::string_view text);
/// As is_integer_text, for Python's Decimal(): also a point and an exponent.
bool is_decimal_text(std::string_view text);
/// The value of a text that is one of the two above.
double number_of(std::string_view text);

bool is_ip_address(std::string_view text);

} // namespace edgepool::descriptor
