// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/console.h"

namespace edgepool::cli
{

/// The page of a command or topic as Markdown: docs/commands/NAME.md, or docs/NAME.md for topics.
std::optional<std::string_view> page_text(std::string_view name);

/// Everything that has a page: commands first, then topics.
std::vector<std::string_view> page_names();

void show_page(std::string_view name, Console& console);

/// What the program is and which commands it has, on one screen.
void show_overview(std::ostream& out, Color color);

/// The manual page of a command or topic; "edgepool" is the program itself.
std::string manual_page(std::string_view name);

} // namespace edgepool::cli
