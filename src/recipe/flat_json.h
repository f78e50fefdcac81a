// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::recipe
{

/// The values of an object by their keys: strings without their escapes, numbers as they are written.
using FlatObject = std::map<std::string, std::string, std::less<>>;

/// A line that is one JSON object of strings and numbers, which is all that a script writes; none for any other line.
std::optional<FlatObject> read_flat_json(std::string_view line);

} // namespace edgepool::recipe
