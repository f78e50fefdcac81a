// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "testbed/fields.h"

namespace edgepool::testbed
{

/// How a type of the table is judged, described and handed to editors.
struct ScalarRule
{
    Type type = Type::text;
    std::string_view code{};    ///< of the fault: "value.not-a-name"
    std::string_view summary{}; ///< of the fault: "not a name"
    std::string_view expects{}; ///< "an IPv4 address such as 10.1.0.5"
    bool (*accepts)(std::string_view text) = nullptr;
    std::string_view pattern{}; ///< for the JSON Schema; empty: any text
    std::size_t longest = 0;    ///< in bytes; 0: as long as it is
};

/// nullptr for types that are not judged by their text alone (choice, secret, object, list, map).
const ScalarRule* scalar_rule(Type type);

std::optional<std::int64_t> parse_integer(std::string_view text);
std::optional<double> parse_number(std::string_view text);

/// How much a value of that type is, in the unit that the table's bounds count in: bytes, bits per second,
/// microseconds. nullopt for types that have no bounds.
std::optional<double> amount_of(Type type, std::string_view text);
/// The amount as it would be written in the file.
std::string amount_text(Type type, std::int64_t amount);

/// What switches IPv6 off where a network is expected.
inline constexpr std::string_view no_network = "none";

} // namespace edgepool::testbed
