// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/rule.h"
#include "descriptor/schema.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// What is wrong with a value.
struct LeafFault
{
    const Rule* rule = nullptr;
    std::string detail{};
    std::string hint{};
};

/// Judges a scalar as the NBI's reader (pyangbind) does, which is lax: quoted numbers and booleans are taken, fractions
/// of integers are cut. What it refuses is an error, what it takes and changes is a warning.
std::optional<LeafFault> judge_leaf(const SchemaNode& schema, const doc::Node& value);

/// The range of a number, to be told: "0..65535".
std::string range_text(const SchemaNode& schema);

} // namespace edgepool::descriptor
