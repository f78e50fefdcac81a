// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// Instantiation parameters, held against the table of their keys. Whoever reads them through this sees no value that
/// is faulty, and those under mistyped keys as if they were mended.
class InstantiationForm
{
public:
    /// Reports what the table forbids.
    InstantiationForm(const doc::Document& document, Diagnostics& diagnostics);

    const doc::Document& document() const { return document_; }
    const doc::Node& root() const { return document_.root(); }

    /// The member of that name; nullptr if it is not given, null, or faulty.
    const doc::Node* get(const doc::Node* object, std::string_view key) const;
    /// The list's entries that are not faulty.
    std::vector<const doc::Node*> items(const doc::Node* object, std::string_view key) const;
    std::string text(const doc::Node* object, std::string_view key) const;
    /// Whether it is there in some way, but nobody knows what is meant.
    bool is_faulty(const doc::Node* object, std::string_view key) const;
    /// Whether an entry of the list is.
    bool has_faulty_items(const doc::Node* object, std::string_view key) const;
    /// Where the key stands; without it, where the object begins.
    SourceRange where_key(const doc::Node& object, std::string_view key) const;

    void report(const Rule& rule, const doc::Node& where, std::string detail, std::string hint = {},
                std::vector<RelatedPlace> related = {}) const;
    void report(const Rule& rule, SourceRange where, std::string detail, std::string hint = {},
                std::vector<RelatedPlace> related = {}) const;

private:
    friend class InstantiationJudge;

    const doc::Node* find(const doc::Node& object, std::string_view key) const;

    const doc::Document& document_;
    Diagnostics& diagnostics_;
    std::unordered_set<const doc::Node*> faulty_;
    std::unordered_map<const doc::Node*, std::vector<std::pair<std::string_view, const doc::Node*>>> mends_;
};

} // namespace edgepool::descriptor
