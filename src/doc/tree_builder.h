// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/node.h"
#include "doc/read_yaml.h"
#include "doc/yaml_faults.h"

namespace edgepool::doc
{

/// Builds a Document from the events of a reader, bottom up: the children of a collection wait on a stack until it ends
/// and are then laid side by side in the document's memory. Applies merge keys, refuses duplicate keys, resolves
/// aliases, and counts what the document costs.
class TreeBuilder
{
public:
    /// Anchors are numbered by the reader; 0 means none.
    using Anchor = std::size_t;

    TreeBuilder(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits);

    // Each returns false when the document must not go on; the reason is reported then.
    bool add_scalar(std::string_view text, Style style, Span where, Anchor anchor);
    bool add_null(Span where, Anchor anchor);
    bool add_alias(Anchor anchor, Span where);
    bool begin(Kind kind, Span where, Anchor anchor);
    bool end();

    /// nullopt if an error was reported.
    std::optional<Document> finish();

private:
    struct Frame
    {
        Node node{};
        Anchor anchor = 0;
        std::size_t first_child = 0; ///< in pending_
    };

    struct Anchored
    {
        Node node{};
        bool complete = false;
    };

    bool add(const Node& node, Anchor anchor);
    bool count(std::size_t nodes, Span where);
    Anchored& anchored(Anchor anchor);
    std::string_view keep(std::string_view text, Span where);
    void lay_out_items(Node& sequence, std::span<const Node> children);
    bool lay_out_members(Node& mapping, std::span<const Node> children);

    void report_duplicates();
    void report_duplicate(const Node& key, const Node& first);
    bool apply_merge();
    bool merge_from(const Node& value);
    void report(YamlFault fault);
    bool stop(YamlFault fault);

    Document document_;
    Diagnostics& diagnostics_;
    Limits limits_;
    std::vector<Node> pending_;
    std::vector<Frame> frames_;
    std::vector<Anchored> anchors_;
    std::vector<Member> members_; ///< of the mapping that is being closed
    std::size_t node_count_ = 0;
    std::size_t fault_count_ = 0;
};

} // namespace edgepool::doc
