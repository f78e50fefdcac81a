// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rule.h"
#include "doc/node.h"
#include "testbed/advice.h"
#include "testbed/form.h"

namespace edgepool::testbed
{

/// The work of judge(): walks the document along the table.
class Judge
{
public:
    explicit Judge(const doc::Document& document) { judged_.document = &document; }

    Judged run();

private:
    using Node = doc::Node;

    /// A known key and its value.
    struct Entry
    {
        const Node* key = nullptr;
        const Node* value = nullptr;
        const Field* field = nullptr;
    };

    void report(const Node& node, const Rule& rule, std::string detail, std::string hint);
    void report_at(const Node& place, const Node& node, const Rule& rule, std::string detail, std::string hint);

    /// Known keys that a mapping has.
    struct Keys
    {
        std::set<std::string_view> own{};
        std::set<std::string_view> merged{}; ///< taken over by '<<'
    };

    // Keys
    void root(const Node& node);
    void object(const Node& node, const ObjectType& type);
    bool stray_key(const ObjectType& outer, const doc::Member& member, const Entry& above);
    void unknown_key(const Node& node, const ObjectType& type, const doc::Member& member, const Keys& keys);
    void distrust(const Node& node, std::string_view key);
    std::string distant_hint(const Node& node, const ObjectType& type, std::string_view key, const Keys& keys);
    void expect_elsewhere(const Home& home);
    void missing_keys(const Node& node, const ObjectType& type, const Keys& keys);

    // Values
    void value(const Entry& entry);
    bool has_kind(const Entry& entry, doc::Kind kind, std::string_view wanted);
    void list(const Entry& entry);
    void map(const Entry& entry);
    void length(const Entry& entry, std::size_t length);
    void scalar(const Node& node, const Field& field, Type type);
    void choice(const Node& node, const Field& field);
    void range(const Node& node, const Field& field, Type type);
    void secret(const Entry& entry);
    void secret_source(const Node& node, const doc::Member& member);

    Judged judged_;
    std::set<const Node*> strays_; ///< empty values below which something stands that belongs to them
    std::set<std::pair<const ObjectType*, std::string_view>> expected_elsewhere_;
};

} // namespace edgepool::testbed
