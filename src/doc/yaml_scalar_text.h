// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

/// What the scalar says: quotes and escapes resolved, lines folded. As PyYAML does it: yaml-cpp 0.7 loses line ends at
/// the end of quoted and folded text. The token comes from scan_tokens() of the same text.
std::string scalar_text(std::string_view text, const Token& scalar);

} // namespace edgepool::doc
