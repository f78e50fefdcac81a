// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "doc/value.h"

namespace edgepool::doc
{

/// Block style, two spaces, LF. Every text is quoted when any YAML 1.1 or 1.2 reader could take it for something else.
std::string to_yaml(const Value& value);

enum class JsonLayout
{
    compact,
    indented,
};

/// UTF-8, members in their order.
std::string to_json(const Value& value, JsonLayout layout = JsonLayout::indented);

} // namespace edgepool::doc
