// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/node.h"

namespace edgepool::doc
{

/// What a document may cost. Beyond it the text is refused, with a place.
struct Limits
{
    std::size_t bytes = std::size_t{16} << 20U;
    std::size_t nodes = 1'000'000; ///< aliases count as what they stand for
    std::size_t depth = 100;
};

/// Reads one YAML document (JSON is one, too). Merge keys `<<` are applied; aliases are values like any other.
/// Refused is what YAML readers disagree about or what bites who wrote it: duplicate keys, tabs, control characters,
/// several documents, tags of one's own. What passes means the same to PyYAML.
/// nullopt: at least one error was reported. Never throws for what the text contains.
std::optional<Document> read_yaml(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits = {});

} // namespace edgepool::doc
