// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "testbed/fields.h"

/// The parts of the table that its files share.
namespace edgepool::testbed
{

extern const ObjectType machine_type;
extern const ObjectType epc_type;

constexpr Field machine_field()
{
    return {.key = "machine", .type = Type::object, .says = "The machines' size.", .object = &machine_type};
}

constexpr Field site_field(std::string_view says)
{
    return {.key = "site", .type = Type::name, .says = says, .otherwise = "the only site"};
}

} // namespace edgepool::testbed
