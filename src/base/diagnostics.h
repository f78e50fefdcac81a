// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/source.h"

namespace edgepool
{

enum class Severity
{
    note,
    warning,
    error,
};

std::string_view to_string(Severity severity);

/// Another place that belongs to a diagnostic: "first given here".
struct RelatedPlace
{
    std::string text{};
    SourceRange where{};
};

/// The one right way to mend a fault: that text stands where now the range does.
struct Fix
{
    SourceRange where{};
    std::string replacement{};
};

/// One fault, said so that it can be mended: what (constant per code), the details of this case, and what to do.
struct Diagnostic
{
    Severity severity = Severity::error;
    std::string code{};    ///< "area.problem"; stable, searchable
    std::string summary{}; ///< constant per code; no user text
    std::string detail{};  ///< what exactly, with the user's own words
    std::string hint{};    ///< an action
    SourceRange where{};
    std::vector<RelatedPlace> related{};
    std::optional<Fix> fix{}; ///< only where there is one right answer; a guess is a hint
};

/// Where readers of input report. Faults are collected, never thrown.
class Diagnostics
{
public:
    /// The same fault at the same place is kept once.
    void add(Diagnostic diagnostic);

    const std::vector<Diagnostic>& items() const { return items_; }
    bool empty() const { return items_.empty(); }
    bool has_errors() const { return count(Severity::error) > 0; }
    std::size_t count(Severity severity) const;

    /// In the order of the file: by source (as first seen), then by place; faults without a place come first.
    void sort();

private:
    using Identity = std::tuple<const Source*, std::uint32_t, std::uint32_t, std::string, std::string>;

    std::vector<Diagnostic> items_;
    std::set<Identity> seen_;
};

} // namespace edgepool
