// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "base/suggest.h"
#include "descriptor/former_names.h"
#include "descriptor/reader.h"
#include "descriptor/rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

/// To the NBI's reader, keys that differ in these are the same: it makes Python names of them.
bool is_same_python_name(std::string_view a, std::string_view b)
{
    const auto plain = [](char c) { return c == '-' || c == '.' ? '_' : c; };
    return std::ranges::equal(a, b, [&](char x, char y) { return plain(x) == plain(y); });
}

bool fits(const SchemaNode& schema, const Node& value)
{
    switch (schema.shape)
    {
    case Shape::object:
        return value.is_mapping();
    case Shape::list:
        return value.is_sequence() &&
               (value.items().empty() || value.items().front().find(schema.keys.front()) != nullptr);
    case Shape::leaf:
        return value.is_scalar();
    case Shape::leaf_list:
        break;
    }
    return value.is_scalar() || (value.is_sequence() && (value.items().empty() || value.items().front().is_scalar()));
}

std::string path_of(const SchemaNode& schema)
{
    const bool is_top = schema.parent == nullptr || schema.parent->parent == nullptr;
    return is_top ? std::string(schema.name) : path_of(*schema.parent) + ": " + std::string(schema.name);
}

std::string in_words(const SchemaNode& schema, Kind kind)
{
    const std::string top = kind == Kind::vnfd ? "the VNFD" : "the NSD";
    return schema.parent == nullptr ? top : "'" + std::string(schema.name) + "'";
}

std::string list_of_keys(const std::vector<std::string_view>& keys)
{
    std::string list;
    for (std::size_t i = 0; i < keys.size(); ++i)
    {
        list += i == 0 ? "'" : i + 1 < keys.size() ? ", '" : " and '";
        list += std::string(keys[i]) + "'";
    }
    return list;
}

} // namespace

/// The schema of the member, if its key is known or at least understood.
const SchemaNode* Reader::known(const SchemaNode& schema, const Node& node, const doc::Member& member)
{
    const std::string_view written = member.key.text();
    const std::string_view key = without_prefix(written);
    if (const SchemaNode* const child = schema.child(key))
    {
        if (key.size() != written.size() && descriptor_.kind() == Kind::vnfd)
        {
            report_(rules::prefixed_key, member.key, "OSM checks " + quoted(written) + ", but does not find it later",
                    "write '" + std::string(key) + "'");
        }
        return child;
    }
    for (const SchemaNode* const child : schema.children)
    {
        if (is_same_python_name(child->name, key) && !child->is_key_of_its_list())
        {
            report_(rules::misspelt_key, member.key,
                    "OSM takes " + quoted(key) + " for '" + std::string(child->name) +
                        "' when it checks, and does not find it later",
                    "write '" + std::string(child->name) + "'");
            excused_.insert({&node, child->name});
            return child;
        }
    }
    return nullptr;
}

/// Keys that the NBI passes over without a word.
bool Reader::is_ignored(const doc::Member& member) const
{
    constexpr std::array<std::string_view, 3> of_vnfd{"onboardingState", "operationalState", "usageState"};
    constexpr std::array<std::string_view, 3> of_nsd{"nsdOnboardingState", "nsdOperationalState", "nsdUsageState"};
    const std::string_view key = member.key.text();
    const auto states = std::span<const std::string_view>(descriptor_.kind() == Kind::vnfd ? of_vnfd : of_nsd);
    const bool is_state =
        key == "links" || key == "_id" || key == "_admin" || std::ranges::find(states, key) != states.end();
    const bool is_empty_list = member.value.is_sequence() && member.value.items().empty();
    return (is_state && open_.size() == 1) || key.find('@') != std::string_view::npos || is_empty_list ||
           (member.value.is_null() && !is_in_list());
}

/// Keys of one object that are wrong for the same reason, such as an indent, are one fault.
void Reader::unknown(const SchemaNode& schema, const Node& node, const std::vector<const doc::Member*>& members)
{
    constexpr std::string_view of_place = "in '";
    std::vector<std::pair<std::string, std::vector<const doc::Member*>>> groups; // hint, members
    for (const doc::Member* const member : members)
    {
        std::string hint = meant(schema, node, *member);
        const bool is_of_place = hint.find(of_place) != std::string::npos && !is_ignored(*member);
        const auto same =
            std::ranges::find_if(groups, [&](const auto& group) { return is_of_place && group.first == hint; });
        if (same == groups.end())
        {
            groups.push_back({hint, {member}});
        }
        else
        {
            same->second.push_back(member);
        }
    }
    for (auto& [hint, same] : groups)
    {
        const bool is_misplaced = hint.find(of_place) != std::string::npos;
        if (is_misplaced && (same.size() > 1 || members.size() == node.members().size()))
        {
            excuse_keys(schema, node); // it is an entry of something else
        }
        report_unknown(schema, same, std::move(hint));
    }
}

void Reader::report_unknown(const SchemaNode& schema, const std::vector<const doc::Member*>& members, std::string hint)
{
    std::vector<std::string_view> keys;
    std::ranges::transform(members, std::back_inserter(keys), [](const auto* m) { return m->key.text(); });
    const std::string in = in_words(schema, descriptor_.kind());
    report_(is_ignored(*members.front()) ? rules::ignored_key : rules::unknown_key, members.front()->key,
            keys.size() == 1 ? quoted(keys.front()) + " is not a key of " + in
                             : list_of_keys(keys) + " are not keys of " + in,
            std::move(hint));
}

/// The entry has a fault that explains why it lacks its keys.
void Reader::excuse_keys(const SchemaNode& schema, const Node& node)
{
    for (const std::string_view key : schema.keys)
    {
        excused_.insert({&node, key});
    }
}

/// What to do about an unknown key. Where that is clear, the value is read as what it was meant to be.
std::string Reader::meant(const SchemaNode& schema, const Node& node, const doc::Member& member)
{
    if (std::string hint = mistyped(schema, node, member, 1); !hint.empty())
    {
        return hint;
    }
    if (const FormerName* const former = find_former_name(descriptor_.kind(), member.key.text()))
    {
        excused_.insert({&node, former->key});
        return "a key of before OSM release NINE; what it said belongs in " + std::string(former->now) + " now";
    }
    if (std::string hint = misplaced(schema, node, member); !hint.empty())
    {
        return hint;
    }
    if (std::string hint = mistyped(schema, node, member, 3); !hint.empty())
    {
        return hint;
    }
    const auto& nodes = descriptor_.schema().nodes();
    const auto elsewhere = std::find_if(nodes.begin() + 1, nodes.end(), [&](const SchemaNode& other) {
        return other.name == member.key.text() && other.parent->parent != nullptr;
    });
    if (elsewhere != nodes.end())
    {
        return "SOL006 has it in '" + path_of(*elsewhere->parent) + "'";
    }
    std::vector<std::string_view> keys;
    keys.reserve(schema.children.size());
    for (const SchemaNode* const child : schema.children)
    {
        keys.push_back(child->name);
    }
    return suggestion(member.key.text(), keys);
}

/// A key of the same object with at most so many mistakes, that is not there and that the value would fit.
std::string Reader::mistyped(const SchemaNode& schema, const Node& node, const doc::Member& member,
                             std::size_t mistakes)
{
    const std::string_view key = without_prefix(member.key.text());
    std::vector<std::string_view> candidates;
    for (const SchemaNode* const child : schema.children)
    {
        if (!descriptor_.has(&node, child->name) && fits(*child, member.value))
        {
            candidates.push_back(child->name);
        }
    }
    const auto best = did_you_mean(key, candidates);
    if (!best || edit_distance(key, *best) > mistakes)
    {
        return {};
    }
    read_as(*schema.child(*best), node, member.value);
    return "did you mean '" + std::string(*best) + "'?";
}

/// A key that belongs to an object around this one, or to one below it: the usual work of a wrong indent.
std::string Reader::misplaced(const SchemaNode& schema, const Node& node, const doc::Member& member)
{
    const std::string_view key = without_prefix(member.key.text());
    for (std::size_t i = open_.size() - 1; i-- > 0;)
    {
        const auto [around, object] = open_[i];
        const SchemaNode* const child = around->child(key);
        if (child != nullptr && !descriptor_.has(object, key) && fits(*child, member.value))
        {
            read_as(*child, *object, member.value);
            return "it belongs " + std::string(i + 2 == open_.size() ? "one level higher" : "higher up") + ", in " +
                   in_words(*around, descriptor_.kind()) + ": check the indent";
        }
    }
    for (const SchemaNode* const below : schema.children)
    {
        const SchemaNode* const child = below->child(key);
        if (child != nullptr && fits(*child, member.value))
        {
            if (const Node* const object = nearest(*below, node, member))
            {
                read_as(*child, *object, member.value);
            }
            return "it belongs one level lower, in '" + std::string(below->name) + "': check the indent";
        }
    }
    return {};
}

/// The object below that the key most likely fell out of: of a list, the last entry before it. It must lack the key.
const Node* Reader::nearest(const SchemaNode& below, const Node& node, const doc::Member& member) const
{
    const Node* object = descriptor_.get(&node, below.name);
    if (object != nullptr && object->is_sequence())
    {
        const auto items = object->items();
        const auto after = std::ranges::find_if(
            items, [&](const Node& item) { return item.where().begin > member.key.where().begin; });
        object = after == items.begin() ? nullptr : &*std::prev(after);
    }
    const bool is_free = object != nullptr && object->is_mapping() && !descriptor_.has(object, member.key.text());
    return is_free ? object : nullptr;
}

void Reader::read_as(const SchemaNode& schema, const Node& object, const Node& node)
{
    descriptor_.mend(object, schema.name, node);
    value(schema, node);
}

/// Keys of a list's entry are needed; what else SOL006 demands, OSM does not miss.
void Reader::missing(const SchemaNode& schema, const Node& node)
{
    std::vector<std::string_view> absent;
    for (const SchemaNode* const child : schema.children)
    {
        const Node* const value = descriptor_.get(&node, child->name);
        if (excused_.contains({&node, child->name}))
        {
            continue;
        }
        const bool is_key = child->is_key_of_its_list();
        const bool is_blank = value != nullptr && value->is_scalar() && value->text().empty();
        if (is_key && (value == nullptr || (is_blank && schema.keys.size() == 1)))
        {
            report_(rules::no_key, node,
                    "this entry of " + std::string(schema.name) + " has no '" + std::string(child->name) + "'");
        }
        else if (child->must && child->rule.empty() && value == nullptr)
        {
            absent.push_back(child->name);
        }
    }
    if (!absent.empty())
    {
        note_absent(schema, node, std::move(absent));
    }
}

void Reader::note_absent(const SchemaNode& schema, const Node& node, std::vector<std::string_view> keys)
{
    const auto same = std::ranges::find_if(
        absent_, [&](const Absent& other) { return other.schema == &schema && other.keys == keys; });
    if (same == absent_.end())
    {
        absent_.push_back({.schema = &schema, .keys = std::move(keys), .objects = {&node}});
    }
    else
    {
        same->objects.push_back(&node);
    }
}

/// Who leaves a key out in one entry of a list leaves it out in all: one finding.
void Reader::report_absent() const
{
    constexpr std::size_t most_related = 4;
    for (const Absent& absent : absent_)
    {
        const std::size_t more = absent.objects.size() - 1;
        std::vector<RelatedPlace> related;
        for (std::size_t i = 1; i <= std::min(more, most_related); ++i)
        {
            related.push_back({.text = "nor here", .where = descriptor_.range(*absent.objects[i])});
        }
        const Node& first = *absent.objects.front();
        report_(rules::missing_key, absent.schema->parent == nullptr ? descriptor_.title() : descriptor_.range(first),
                in_words(*absent.schema, descriptor_.kind()) + " has no " + list_of_keys(absent.keys) +
                    (more == 0 ? "" : ", nor have " + std::to_string(more) + " more"),
                "OSM does without; other users of SOL006 may not", std::move(related));
    }
}

void Reader::choices(const SchemaNode& schema, const Node& node)
{
    std::vector<std::pair<const SchemaNode*, const doc::Member*>> given;
    for (const doc::Member& member : node.members())
    {
        const SchemaNode* const child = schema.child(without_prefix(member.key.text()));
        if (child == nullptr || child->choice.empty() || member.value.is_null())
        {
            continue;
        }
        const auto other = std::ranges::find_if(given, [&](const auto& pair) {
            return pair.first->choice == child->choice && pair.first->branch != child->branch;
        });
        if (other != given.end())
        {
            report_(rules::two_cases, member.key,
                    quoted(child->name) + " and " + quoted(other->first->name) + " exclude each other",
                    "keep one of them",
                    {{.text = quoted(other->first->name) + " is given here",
                      .where = descriptor_.range(other->second->key)}});
        }
        given.emplace_back(child, &member);
    }
}

} // namespace edgepool::descriptor
