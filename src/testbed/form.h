// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/node.h"
#include "testbed/fields.h"

namespace edgepool::testbed
{

/// Faults that were found one after the other: positions in Judged::faults, [begin, end).
struct FaultRange
{
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A document that was judged by the table: what is wrong with it, and which values are therefore worth nothing.
struct Judged
{
    const doc::Document* document = nullptr;
    std::vector<Diagnostic> faults{};
    std::unordered_set<const doc::Node*> faulty{};
    /// Of each key's value, the faults in it.
    std::unordered_map<const doc::Node*, FaultRange> faults_of{};
    /// Keys that a mapping lacks only because they are mistyped, or stand at another place.
    std::map<const doc::Node*, std::set<std::string_view>> misspelled{};
};

/// Judges every value of the document by the table: unknown and missing keys, types, ranges, choices.
Judged judge(const doc::Document& document);

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

    /// Stands in the file, be it faulty or not.
    bool written(std::string_view key) const { return value(key) != nullptr; }
    /// Written, and not faulty.
    bool given(std::string_view key) const;
    /// Written wrongly, or under a mistyped key: what was meant is not known.
    bool faulty(std::string_view key) const;
    /// A list or map that is not faulty and has no faulty entry; it need not be written.
    bool complete(std::string_view key) const;
    /// What was found wrong inside of the value.
    FaultRange faults_of(std::string_view key) const;

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
    std::optional<Item> member(std::string_view key, std::string_view name) const;
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
