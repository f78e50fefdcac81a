// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/diagnostics.h"

namespace edgepool::cli
{

/// What there is to say about one kind of fault: a section of docs/diagnostics/PAGE.md.
struct Explanation
{
    std::string_view code{};
    Severity severity = Severity::error;
    std::string_view summary{};
    std::string_view text{};  ///< Markdown, without the section's heading and its first line, severity and summary
    std::string_view page{};  ///< "pool"
    std::string_view title{}; ///< of the page: "The pool and its groups"
};

/// All of them, ordered by code.
const std::vector<Explanation>& explanations();
const Explanation* find_explanation(std::string_view code);

/// Those of an area, which is what the codes have before the dot, or the name of a page, which may have several areas.
std::vector<const Explanation*> explanations_of(std::string_view area);

} // namespace edgepool::cli
