// SPDX-License-Identifier: Apache-2.0
#include "doc/read_yaml.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "doc/tree_builder.h"
#include "doc/yaml_encoding.h"
#include "doc/yaml_events.h"
#include "doc/yaml_faults.h"
#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

namespace
{

YamlFault too_large(std::string_view text, std::size_t limit)
{
    const auto at = static_cast<std::uint32_t>(std::min(limit, text.size()));
    return {.code = "yaml.too-large",
            .detail = std::to_string(text.size()) + " bytes; the limit is " + std::to_string(limit),
            .hint = "split the file",
            .where = {at, at}};
}

/// What the libraries and the sizes of our fields can bear, whatever the caller allows.
Limits within_reason(Limits limits)
{
    constexpr std::size_t most_levels = 400; // yaml-cpp recurses, and gives up at 500
    constexpr std::size_t most_nodes = std::size_t{1} << 30U;
    return {.bytes = limits.bytes,
            .nodes = std::min(limits.nodes, most_nodes),
            .depth = std::min(limits.depth, most_levels)};
}

} // namespace

std::optional<Document> read_yaml(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits)
{
    const Limits bearable = within_reason(limits);
    const auto refuse = [&](YamlFault fault) {
        diagnostics.add(to_diagnostic(std::move(fault), source));
        return std::nullopt;
    };
    const std::string_view text = source->text();
    if (text.size() > bearable.bytes)
    {
        return refuse(too_large(text, bearable.bytes));
    }
    if (auto fault = find_forbidden_character(text))
    {
        return refuse(std::move(*fault));
    }
    Tokens scanned = scan_tokens(*source, bearable);
    if (scanned.fault)
    {
        return refuse(std::move(*scanned.fault));
    }
    TreeBuilder builder(source, diagnostics, bearable);
    if (auto fault = read_events(text, scanned.tokens, builder))
    {
        return refuse(std::move(*fault));
    }
    return builder.finish();
}

} // namespace edgepool::doc
