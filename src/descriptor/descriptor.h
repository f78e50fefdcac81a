// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "descriptor/schema.h"
#include "descriptor/validate.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// A VNFD or NSD out of its envelope, as the rules read it: as if what the reader has already reported was mended. So a
/// mistyped key is one fault and not also a missing key and a dozen references to what it would have named.
class Descriptor
{
public:
    Descriptor(Kind kind, const doc::Document& document, const doc::Node& root, Span title)
        : kind_(kind), document_(&document), root_(&root), title_(title)
    {
    }

    Kind kind() const { return kind_; }
    const doc::Node& root() const { return *root_; }
    const Schema& schema() const { return kind_ == Kind::vnfd ? vnfd_schema() : nsd_schema(); }

    /// The member of that name; nullptr if the object or the member is absent, null, or of no value.
    const doc::Node* get(const doc::Node* object, std::string_view key) const;
    /// The first key of these that leads on, and so on; nullptr if one of them is absent.
    const doc::Node* get(const doc::Node* object, std::initializer_list<std::string_view> keys) const;
    /// Whether the key is written there at all, with whatever value.
    bool has(const doc::Node* object, std::string_view key) const;
    /// The entries of a list; a value that stands alone is the one entry of its list.
    std::span<const doc::Node> items(const doc::Node* object, std::string_view key) const;
    /// What OSM takes the member's text for; "" if it is absent or not a scalar.
    std::string text(const doc::Node* object, std::string_view key) const;

    /// For what is said of an object: its first line.
    SourceRange range(const doc::Node& node) const;
    SourceRange title() const { return {.source = document_->source(), .span = title_}; }

    /// The reader's notes.
    void mend(const doc::Node& object, std::string_view key, const doc::Node& value);
    void spoil(const SchemaNode& node) { spoiled_.insert(&node); }
    /// Whether a part of that kind could not be read, so that nothing can be said about what is missing in it.
    bool is_spoiled(const SchemaNode& node) const { return spoiled_.contains(&node); }
    /// Whether anything on that path down from the top is.
    bool is_spoiled(std::initializer_list<std::string_view> path) const;
    /// Entries of lists that have the name of one before them; what follows from that has been reported.
    void note_duplicate(const doc::Node& entry) { duplicates_.insert(&entry); }
    bool is_duplicate(const doc::Node& entry) const { return duplicates_.contains(&entry); }

private:
    const doc::Node* find(const doc::Node& object, std::string_view key) const;

    Kind kind_;
    const doc::Document* document_;
    const doc::Node* root_;
    Span title_;
    std::unordered_map<const doc::Node*, std::vector<std::pair<std::string_view, const doc::Node*>>> mends_;
    std::unordered_set<const SchemaNode*> spoiled_;
    std::unordered_set<const doc::Node*> duplicates_;
};

/// Reports faults of one descriptor.
class Reporter
{
public:
    Reporter(const Descriptor& descriptor, Diagnostics& diagnostics)
        : descriptor_(&descriptor), diagnostics_(&diagnostics)
    {
    }

    void operator()(const Rule& rule, const doc::Node& where, std::string detail, std::string hint = {},
                    std::vector<RelatedPlace> related = {}) const;
    /// With the one text that is right instead of the node's.
    void with_fix(const Rule& rule, const doc::Node& where, std::string detail, std::string replacement) const;
    void operator()(const Rule& rule, SourceRange where, std::string detail, std::string hint = {},
                    std::vector<RelatedPlace> related = {}) const;

private:
    const Descriptor* descriptor_;
    Diagnostics* diagnostics_;
};

/// "'text'", shortened if it is very long.
std::string quoted(std::string_view text);

/// A key without its module's name: "etsi-nfv-vnfd:vnfd" is "vnfd".
std::string_view without_prefix(std::string_view key);

} // namespace edgepool::descriptor
