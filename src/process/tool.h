// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace edgepool::process
{

/// The absolute path of a program: in the folders of `path` (like $PATH), then where Debian puts programs of the
/// system, which are not in the $PATH of ordinary users.
std::optional<std::string> find_tool(std::string_view name, std::string_view path);
std::optional<std::string> find_tool(std::string_view name);

/// Throws Error, which names the package to install.
std::string require_tool(std::string_view name, std::string_view debian_package);

} // namespace edgepool::process
