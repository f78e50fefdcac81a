// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool::cli
{

/// What there is to say about one kind of fault: a section of docs/diagnostics/AREA.md.
struct Explanation
{
    std::string_view code{};
    std::string_view text{}; ///< Markdown, without the section's heading
};

/// All of them, ordered by code.
const std::vector<Explanation>& explanations();
const Explanation* find_explanation(std::string_view code);

} // namespace edgepool::cli
