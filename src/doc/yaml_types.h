// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "doc/value.h"

namespace edgepool::doc
{

/// What YAML 1.1 takes a plain scalar for, by the very rules of PyYAML: null, a boolean, a number, or else text.
/// Dates stay text. So does an integer beyond 64 bits: no digit is lost.
Value type_of_plain(std::string_view text);

} // namespace edgepool::doc
