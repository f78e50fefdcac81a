// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace edgepool::recipe
{

/// As `gzip -n` would: the same bytes always give the same file.
std::string gzip(std::string_view bytes);

} // namespace edgepool::recipe
