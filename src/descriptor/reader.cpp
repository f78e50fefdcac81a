// SPDX-License-Identifier: Apache-2.0
#include "descriptor/reader.h"

#include <algorithm>
#include <ranges>

#include "descriptor/leaf.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

std::string shape_words(const SchemaNode& schema)
{
    switch (schema.shape)
    {
    case Shape::object:
        return "an object: keys and values below it";
    case Shape::list:
        return "a list of objects, each with a '" + std::string(schema.keys.front()) + "'";
    case Shape::leaf_list:
        return "a list of values";
    case Shape::leaf:
        break;
    }
    return "one value";
}

std::string_view shape_of(const Node& node)
{
    return node.is_mapping() ? "an object" : node.is_sequence() ? "a list" : "one value";
}

std::string shape_hint(const SchemaNode& schema, const Node& node)
{
    if (schema.shape == Shape::list && node.is_mapping())
    {
        return "put '- ' before the first key of each entry";
    }
    return schema.shape == Shape::object && node.is_sequence() ? "remove the '- ' before its first key" : "";
}

bool is_empty(const Node& node)
{
    return !node.is_scalar() && node.items().empty() && node.members().empty();
}

} // namespace

void Reader::read()
{
    object(descriptor_.schema().root(), descriptor_.root());
    report_absent();
}

void Reader::object(const SchemaNode& schema, const Node& node)
{
    open_.push_back({.schema = &schema, .node = &node});
    std::vector<std::pair<const SchemaNode*, const doc::Member*>> values;
    std::vector<const doc::Member*> unknown_ones;
    for (const doc::Member& member : node.members())
    {
        if (const SchemaNode* const child = known(schema, node, member))
        {
            values.emplace_back(child, &member);
        }
        else
        {
            unknown_ones.push_back(&member);
        }
    }
    unknown(schema, node, unknown_ones);
    for (const auto& [child, member] : values)
    {
        value(*child, member->value);
    }
    missing(schema, node);
    choices(schema, node);
    open_.pop_back();
}

void Reader::value(const SchemaNode& schema, const Node& node)
{
    if (node.is_null())
    {
        if (schema.type == Type::identity && is_in_list())
        {
            report_(rules::wrong_type, node, std::string(schema.name) + " has no value");
        }
        return;
    }
    switch (schema.shape)
    {
    case Shape::object:
        value_of_object(schema, node);
        break;
    case Shape::list:
        value_of_list(schema, node);
        break;
    case Shape::leaf:
        value_of_leaf(schema, node);
        break;
    case Shape::leaf_list:
        value_of_leaf_list(schema, node);
        break;
    }
}

void Reader::wrong_shape(const SchemaNode& schema, const Node& node)
{
    descriptor_.spoil(schema);
    report_(rules::wrong_shape, node,
            std::string(schema.name) + " is " + shape_words(schema) + "; this is " + std::string(shape_of(node)),
            shape_hint(schema, node));
}

void Reader::value_of_object(const SchemaNode& schema, const Node& node)
{
    if (node.is_mapping())
    {
        object(schema, node);
        return;
    }
    if (is_empty(node))
    {
        return;
    }
    wrong_shape(schema, node);
    for (const Node& item : node.items())
    {
        if (item.is_mapping())
        {
            object(schema, item);
        }
    }
}

void Reader::value_of_list(const SchemaNode& schema, const Node& node)
{
    if (node.is_sequence())
    {
        for (const Node& item : node.items())
        {
            entry(schema, item);
        }
        duplicates(schema, node);
        if (const auto items = node.items();
            schema.most_entries > 0 && items.size() > schema.most_entries && !descriptor_.is_duplicate(items.back()))
        {
            report_(rules::too_many_entries, items[schema.most_entries],
                    std::string(schema.name) + " has at most " + std::to_string(schema.most_entries) + " in SOL006");
        }
        return;
    }
    if (is_empty(node))
    {
        return;
    }
    wrong_shape(schema, node);
    if (node.is_mapping())
    {
        excuse_keys(schema, node);
        object(schema, node);
    }
}

void Reader::entry(const SchemaNode& schema, const Node& node)
{
    if (node.is_mapping())
    {
        object(schema, node);
        return;
    }
    descriptor_.spoil(schema);
    report_(rules::wrong_shape, node,
            "an entry of " + std::string(schema.name) + " is an object with a '" + std::string(schema.keys.front()) +
                "'; this is " + (node.is_null() ? "nothing" : std::string(shape_of(node))),
            node.is_null() ? "remove the '-', or write the entry after it" : "");
}

void Reader::value_of_leaf(const SchemaNode& schema, const Node& node)
{
    if (node.is_scalar())
    {
        leaf(schema, node);
    }
    else if (!is_empty(node))
    {
        list_for_leaf(schema, node);
    }
}

/// Text is whatever Python's str() makes of a value, so a list passes, unless somebody needs it later.
void Reader::list_for_leaf(const SchemaNode& schema, const Node& node)
{
    const bool is_needed = !schema.targets.empty() || !schema.elsewhere.empty() || schema.is_key_of_its_list();
    if (node.is_sequence() && schema.type == Type::text && !is_needed)
    {
        report_(rules::changed_value, node, std::string(schema.name) + " is one text, but this is a list");
        return;
    }
    wrong_shape(schema, node);
}

void Reader::value_of_leaf_list(const SchemaNode& schema, const Node& node)
{
    if (node.is_mapping() && !is_empty(node))
    {
        wrong_shape(schema, node);
        return;
    }
    const auto items = node.is_scalar() ? std::span<const Node>{&node, 1} : node.items();
    for (const Node& item : items)
    {
        const bool is_text = schema.type == Type::text && schema.targets.empty() && schema.elsewhere.empty();
        if (item.is_scalar() && is_text && scalar_of(item).kind != Scalar::Kind::text)
        {
            report_(rules::wrong_type, item, quoted(item.text()) + " is not text",
                    "write \"" + std::string(item.text()) + "\"");
        }
        else if (item.is_scalar())
        {
            leaf(schema, item);
        }
        else
        {
            wrong_shape(schema, item);
        }
    }
}

void Reader::leaf(const SchemaNode& schema, const Node& node)
{
    if (auto fault = judge_leaf(schema, node))
    {
        if (fault->rule->severity == Severity::error)
        {
            descriptor_.spoil(schema);
        }
        report_(*fault->rule, node, std::move(fault->detail), std::move(fault->hint));
    }
    reference(schema, node);
}

void Reader::reference(const SchemaNode& schema, const Node& node)
{
    if (schema.targets.empty() || schema.rule == "off")
    {
        return;
    }
    const std::string_view name = schema.targets.front().from;
    const Open from = name.empty() ? open_.front() : around(name);
    if (from.node != nullptr)
    {
        pending_.push_back({.schema = &schema, .value = &node, .from = from, .rule = &rule_of(schema)});
    }
}

Reader::Open Reader::around(std::string_view name) const
{
    const auto found =
        std::ranges::find_if(std::ranges::reverse_view(open_), [&](const Open& o) { return o.schema->name == name; });
    return found == open_.rend() ? Open{} : *found;
}

bool Reader::is_in_list() const
{
    return std::ranges::any_of(open_, [](const Open& o) { return o.schema->shape == Shape::list; });
}

/// The rule that the model names, where what OSM does is so bad; elsewhere a loose end.
const Rule& Reader::rule_of(const SchemaNode& schema) const
{
    const Rule* const rule = schema.rule.empty() ? nullptr : rules::find(schema.rule);
    if (rule == nullptr)
    {
        return rules::unresolved_reference;
    }
    // The NBI does not look at the resources of a physical device.
    const bool is_of_device =
        (rule->code == rules::unknown_compute.code || rule->code == rules::unknown_storage.code) &&
        descriptor_.has(open_.back().node, "pdu-type");
    const bool is_of_vnf_without_vdu =
        schema.rule == rules::unknown_management_point.code && descriptor_.items(&descriptor_.root(), "vdu").empty();
    // NS create looks for links only if there are any.
    const bool is_without_links = rule->code == rules::nsd_unknown_link.code &&
                                  descriptor_.get(&descriptor_.root(), "virtual-link-desc") == nullptr;
    const auto flavours = descriptor_.items(&descriptor_.root(), "df");
    // NS create looks into the first flavour only.
    const bool is_of_later_flavour = schema.rule == rules::unknown_affinity_group.code && !flavours.empty() &&
                                     around("df").node != &flavours.front();
    return is_of_device || is_of_vnf_without_vdu || is_of_later_flavour || is_without_links
               ? rules::unresolved_reference
               : *rule;
}

void Reader::judge_references()
{
    for (const Pending& pending : pending_)
    {
        std::vector<Names*> names;
        names.reserve(pending.schema->targets.size());
        for (const TargetPath& target : pending.schema->targets)
        {
            names.push_back(&references_.names(*pending.from.node, *pending.from.schema, target.steps));
        }
        references_.expect(*pending.value, std::move(names), *pending.rule);
    }
}

} // namespace edgepool::descriptor
