// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "descriptor/descriptor.h"
#include "descriptor/references.h"
#include "descriptor/schema.h"

namespace edgepool::descriptor
{

/// Holds a descriptor against its information model: keys, shapes, types, ranges, choices, entries given twice.
/// Verdicts are those of the NBI's reader. What it finds of references is handed on; what it could make sense of in
/// spite of a fault is noted in the descriptor.
class Reader
{
public:
    Reader(Descriptor& descriptor, References& references, Diagnostics& diagnostics)
        : descriptor_(descriptor), references_(references), report_(descriptor, diagnostics)
    {
    }

    void read();
    /// Hands on the references, once all that may be mended is mended.
    void judge_references();

private:
    using Node = doc::Node;
    struct Open
    {
        const SchemaNode* schema = nullptr;
        const Node* node = nullptr;
    };
    struct Absent ///< keys that SOL006 wants, and the objects that lack them
    {
        const SchemaNode* schema = nullptr;
        std::vector<std::string_view> keys{};
        std::vector<const Node*> objects{};
    };
    struct Pending ///< a reference that can be judged when all names are known
    {
        const SchemaNode* schema = nullptr;
        const Node* value = nullptr;
        Open from{};
        const Rule* rule = nullptr;
    };

    void object(const SchemaNode& schema, const Node& node);
    void member(const SchemaNode& schema, const Node& node, const doc::Member& member);
    void value(const SchemaNode& schema, const Node& node);
    void value_of_object(const SchemaNode& schema, const Node& node);
    void value_of_list(const SchemaNode& schema, const Node& node);
    void value_of_leaf(const SchemaNode& schema, const Node& node);
    void value_of_leaf_list(const SchemaNode& schema, const Node& node);
    void entry(const SchemaNode& schema, const Node& node);
    void leaf(const SchemaNode& schema, const Node& node);
    void list_for_leaf(const SchemaNode& schema, const Node& node);
    void wrong_shape(const SchemaNode& schema, const Node& node);

    const SchemaNode* known(const SchemaNode& schema, const Node& node, const doc::Member& member);
    void unknown(const SchemaNode& schema, const Node& node, const std::vector<const doc::Member*>& members);
    void report_unknown(const SchemaNode& schema, const std::vector<const doc::Member*>& members, std::string hint);
    std::string meant(const SchemaNode& schema, const Node& node, const doc::Member& member);
    std::string mistyped(const SchemaNode& schema, const Node& node, const doc::Member& member, std::size_t mistakes);
    std::string misplaced(const SchemaNode& schema, const Node& node, const doc::Member& member);
    const Node* nearest(const SchemaNode& below, const Node& node, const doc::Member& member) const;
    void read_as(const SchemaNode& schema, const Node& object, const Node& node);
    void excuse_keys(const SchemaNode& schema, const Node& node);
    bool is_ignored(const doc::Member& member) const;

    void missing(const SchemaNode& schema, const Node& node);
    void note_absent(const SchemaNode& schema, const Node& node, std::vector<std::string_view> keys);
    void report_absent() const;
    void choices(const SchemaNode& schema, const Node& node);
    void duplicates(const SchemaNode& schema, const Node& node);
    void duplicates_by(const Node& list, const std::vector<std::string_view>& keys, const Rule& rule);

    void reference(const SchemaNode& schema, const Node& node);
    const Rule& rule_of(const SchemaNode& schema) const;
    Open around(std::string_view name) const;
    bool is_in_list() const;

    Descriptor& descriptor_;
    References& references_;
    Reporter report_;
    std::vector<Open> open_;                                     ///< the objects around, outermost first
    std::set<std::pair<const Node*, std::string_view>> excused_; ///< keys that are missing for a reason already told
    std::vector<Pending> pending_;
    std::vector<Absent> absent_;
};

} // namespace edgepool::descriptor
