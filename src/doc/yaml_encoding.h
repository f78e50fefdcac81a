// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "doc/yaml_faults.h"

namespace edgepool::doc
{

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

/// The first thing in the text that is no character of YAML for every reader: another encoding than UTF-8, a control
/// character, or a line end that only some readers see.
std::optional<YamlFault> find_forbidden_character(std::string_view text);

} // namespace edgepool::doc
