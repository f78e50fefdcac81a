// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "doc/node.h"

namespace edgepool::support
{

/// A whole document of which an example shows only what matters: the base, with what the fragment gives. Keys are
/// merged, entries of lists one after the other, further ones are added; a key with the text `absent` is removed.
std::string merged(const doc::Node& base, const doc::Node& fragment);

inline constexpr const char* absent = "__absent__";

} // namespace edgepool::support
