// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <unordered_map>

#include "descriptor/reader.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

/// A value as Python compares it: the text "1" is not the number 1.
std::string identity_of(const Node& value)
{
    const Scalar scalar = scalar_of(value);
    return (scalar.kind == Scalar::Kind::text ? "t" : "n") + scalar.text;
}

/// The values of all these keys; nothing if one is absent or empty.
std::optional<std::string> identity_of(const Descriptor& descriptor, const Node& item,
                                       const std::vector<std::string_view>& keys)
{
    std::string identity;
    for (const std::string_view key : keys)
    {
        const Node* const value = descriptor.get(&item, key);
        if (value == nullptr || !value->is_scalar() || value->text().empty())
        {
            return {};
        }
        identity += identity_of(*value);
        identity += '\n';
    }
    return identity;
}

} // namespace

/// The NBI goes through all lists and compares the entries' ids, or their names if the first entry has no id; its
/// reader compares what the model says is the key.
void Reader::duplicates(const SchemaNode& schema, const Node& node)
{
    if (node.items().size() < 2)
    {
        return;
    }
    const Node& first = node.items().front();
    const std::string_view named_by = !descriptor_.text(&first, "id").empty() ? "id" : "name";
    duplicates_by(node, {named_by}, rules::duplicate_entry);
    if (schema.keys != std::vector{named_by})
    {
        const bool is_merged = descriptor_.kind() == Kind::nsd;
        duplicates_by(node, schema.keys, is_merged ? rules::repeated_entry : rules::duplicate_entry);
    }
}

void Reader::duplicates_by(const Node& list, const std::vector<std::string_view>& keys, const Rule& rule)
{
    std::unordered_map<std::string, const Node*> seen;
    const Node& first_item = list.items().front();
    if (keys.size() == 1 && descriptor_.get(&first_item, keys.front()) == nullptr)
    {
        return; // the NBI then compares nothing
    }
    for (const Node& item : list.items())
    {
        const auto identity = item.is_mapping() ? identity_of(descriptor_, item, keys) : std::nullopt;
        if (!identity)
        {
            continue;
        }
        const auto [first, is_new] = seen.try_emplace(*identity, &item);
        if (!is_new && !descriptor_.is_duplicate(item))
        {
            descriptor_.note_duplicate(item);
            const Node& value = *descriptor_.get(&item, keys.back());
            report_(rule, value,
                    std::string(keys.back()) + " " + quoted(text_of(value)) + " is already that of another entry", {},
                    {{.text = "first given here",
                      .where = descriptor_.range(*descriptor_.get(first->second, keys.back()))}});
        }
    }
}

} // namespace edgepool::descriptor
