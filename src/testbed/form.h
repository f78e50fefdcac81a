// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/node.h"
#include "testbed/fields.h"

namespace edgepool::testbed
{

/// A document that was judged by the table, and the values in it that were found faulty.
struct Judged
{
    const doc::Document* document = nullptr;
    std::unordered_set<const doc::Node*> faulty{};
};

/// Judges every value of the document by the table: unknown and missing keys, types, ranges, choices.
Judged judge(const doc::Document& document, Diagnostics& diagnostics);

/// A scalar and its place.
struct Item
{
    std::string_view text{};
    SourceRange where{};
};

/// A judged mapping, read by key. Whoever reads through it never sees a faulty value: it is as if that were not given,
/// and has no default either, so that nothing is concluded from it.
class Form
{
public:
    explicit Form(const Judged& judged);

    /// Given, and not faulty.
    bool given(std::string_view key) const;
    bool faulty(std::string_view key) const;

    /// The value, or else the table's default; nothing if the value is faulty or there is neither.
    std::optional<std::string_view> text(std::string_view key) const;
    std::optional<std::int64_t> integer(std::string_view key) const;
    std::optional<double> number(std::string_view key) const;
    /// The value as Parse reads it.
    template <auto Parse>
    auto parsed(std::string_view key) const -> decltype(Parse(std::string_view{}))
    {
        const auto written = text(key);
        return written ? Parse(*written) : std::nullopt;
    }

    /// An empty form if it is not given.
    Form object(std::string_view key) const;
    std::vector<Form> objects(std::string_view key) const;
    std::vector<Item> items(std::string_view key) const;
    std::vector<std::pair<Item, Form>> entries(std::string_view key) const;
    /// The text of a member of the value, for values that the table does not describe as an object: {env: NAME}.
    std::optional<std::string_view> member_text(std::string_view key, std::string_view member) const;
    /// The form of an object of that list or map that is not in the file: all defaults.
    Form nothing(std::string_view key) const;

    /// Where the value stands; without one, where the form does.
    SourceRange where(std::string_view key) const;
    /// Where the key itself stands; without it, where the form does.
    SourceRange where_key(std::string_view key) const;
    SourceRange where() const { return where_; }
    const ObjectType& type() const { return *type_; }

private:
    Form(const Judged& judged, const doc::Node* node, const ObjectType& type, SourceRange where);

    const doc::Node* value(std::string_view key) const;
    const Field& field(std::string_view key) const;

    const Judged* judged_;
    const doc::Node* node_; ///< nullptr: not given
    const ObjectType* type_;
    SourceRange where_;
};

} // namespace edgepool::testbed
