// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace edgepool::package
{

/// Whether the text of the file at that path below the root is worth keeping: somebody will judge it.
bool is_judged(std::string_view path);

/// The same for a path below a charm's folder: the charm's own files, not the libraries that it carries.
bool is_judged_in_charm(std::string_view path);

} // namespace edgepool::package
