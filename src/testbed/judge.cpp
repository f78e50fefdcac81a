// SPDX-License-Identifier: Apache-2.0
#include "testbed/judge.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/suggest.h"

namespace edgepool::testbed
{

namespace
{

using doc::Node;

constexpr Rule empty_file{"testbed.empty", "empty file"};
constexpr Rule not_a_testbed{"testbed.not-a-testbed", "not a testbed file"};
constexpr Rule unknown_key_rule{"testbed.unknown-key", "unknown key"};
constexpr Rule missing_key{"testbed.missing-key", "missing key"};

constexpr std::string_view way_to_begin = "let 'edgepool init' write one to begin with";

/// Calls `visit` with each object that the value is or holds.
template <typename Visit>
void for_each_object(const Node& value, Type type, const Visit& visit)
{
    if (type == Type::object)
    {
        visit(value);
    }
    for (const Node& item : value.items())
    {
        visit(item);
    }
    for (const doc::Member& member : value.members())
    {
        if (type == Type::map)
        {
            visit(member.value);
        }
    }
}

/// Notes in every object of the home's type that it lacks the key for a known reason.
void expect(const Node& node, const ObjectType& type, const Home& home, Judged& judged)
{
    if (node.is_mapping() && &type == home.type && node.find(home.key) == nullptr)
    {
        judged.misspelled[&node].insert(home.key);
    }
    for (const Field& field : type.fields)
    {
        const Node* const value = field.object != nullptr ? node.find(field.key) : nullptr;
        if (value != nullptr)
        {
            for_each_object(*value, field.type, [&](const Node& each) { expect(each, *field.object, home, judged); });
        }
        else if (field.type == Type::object && field.object == home.type)
        {
            judged.misspelled[&node].insert(field.key);
        }
    }
}

} // namespace

Judged Judge::run()
{
    root(judged_.document->root());
    return std::move(judged_);
}

void Judge::report(const Node& node, const Rule& rule, std::string detail, std::string hint)
{
    report_at(node, node, rule, std::move(detail), std::move(hint));
}

void Judge::report_at(const Node& place, const Node& node, const Rule& rule, std::string detail, std::string hint)
{
    judged_.faulty.insert(&node);
    judged_.faults.push_back(found(rule, judged_.document->range(place), std::move(detail), std::move(hint)));
}

void Judge::root(const Node& node)
{
    const auto known = std::ranges::count_if(
        node.members(), [](const doc::Member& member) { return testbed_type().field(member.key.text()) != nullptr; });
    if (node.is_null())
    {
        report(node, empty_file, "there is no testbed in it", std::string(way_to_begin));
    }
    else if (!node.is_mapping())
    {
        report(node, not_a_testbed, "it is " + std::string(kind_of(node)) + ", not keys with values",
               std::string(way_to_begin));
    }
    else if (node.find("edgepool") == nullptr && known * 2 < std::ssize(node.members()))
    {
        const auto other = std::ranges::find_if(node.members(), [](const doc::Member& member) {
            return testbed_type().field(member.key.text()) == nullptr;
        });
        report(node, not_a_testbed, "no testbed has keys such as " + quoted_value(other->key.text()),
               std::string(way_to_begin));
    }
    else
    {
        object(node, testbed_type());
    }
}

void Judge::object(const Node& node, const ObjectType& type)
{
    Keys keys;
    for (const doc::Member& member : node.members())
    {
        if (type.field(member.key.text()) != nullptr)
        {
            // What '<<' takes over was written further up, and may be given anew.
            const bool is_own = member.key.where().begin >= node.where().begin;
            (is_own ? keys.own : keys.merged).insert(member.key.text());
        }
    }
    Entry above;
    for (const doc::Member& member : node.members())
    {
        if (const Field* const field = type.field(member.key.text()))
        {
            above = {.key = &member.key, .value = &member.value, .field = field};
            const std::size_t first = judged_.faults.size();
            value(above);
            judged_.faults_of[&member.value] = {.begin = first, .end = judged_.faults.size()};
        }
        else if (!stray_key(type, member, above))
        {
            unknown_key(node, type, member, keys);
        }
    }
    missing_keys(node, type, keys);
}

/// A key that belongs to the object of the lines above it, but is not indented like them. Says so, and judges its
/// value.
bool Judge::stray_key(const ObjectType& outer, const doc::Member& member, const Entry& above)
{
    const std::string_view key = member.key.text();
    const ObjectType* const type = above.field != nullptr ? above.field->object : nullptr;
    const Field* const field = type != nullptr ? type->field(key) : nullptr;
    if (field == nullptr || above.field->type == Type::map || member.key.where().begin < above.key->where().begin)
    {
        return false;
    }
    if (above.value->is_null())
    {
        Diagnostic& fault = judged_.faults.at(judged_.faults_of.at(above.value).begin);
        const bool is_list = above.field->type == Type::list;
        const bool is_first = strays_.insert(above.value).second;
        fault.hint = !is_first ? fault.hint
                     : is_list ? "list what belongs to it: '- " + std::string(key) + ": …'"
                               : "indent the lines below that belong to it, from " + quoted_value(key) + " on";
    }
    else
    {
        const auto items = above.value->items();
        const Node& object = above.field->type == Type::list && !items.empty() ? items.back() : *above.value;
        if (!object.is_mapping() || object.find(key) != nullptr ||
            above.value->where().begin > member.key.where().begin)
        {
            return false;
        }
        judged_.misspelled[&object].insert(field->key);
        const std::string of_entry = above.field->type == Type::list ? "the last entry of " : "";
        report(member.key, unknown_key_rule,
               with_article(outer.name) + " has no key " + quoted_value(key) + ", but " + with_article(type->name) +
                   " has",
               "indent it like the lines of " + of_entry + quoted_value(above.field->key) + " above it");
    }
    value({.key = &member.key, .value = &member.value, .field = field});
    return true;
}

void Judge::unknown_key(const Node& node, const ObjectType& type, const doc::Member& member, const Keys& keys)
{
    const std::string_view key = member.key.text();
    const MeantKey meant = meant_key(key, type);
    std::string hint;
    if (meant.home)
    {
        const std::string renamed = meant.home->key == key ? "" : ", as " + quoted_value(meant.home->key);
        hint = "move it " + std::string(meant.home->type == &testbed_type() ? "to " : "into ") + meant.home->name +
               renamed;
        expect_elsewhere(*meant.home);
    }
    else if (meant.key && keys.own.contains(*meant.key))
    {
        hint = "remove it, or merge it with " + quoted_value(*meant.key) + ", which is given, too";
    }
    else if (meant.key)
    {
        hint = meant.note.empty() ? "did you mean " + quoted_value(*meant.key) + "?" : std::string(meant.note);
        distrust(node, *meant.key);
    }
    else
    {
        hint = distant_hint(node, type, key, keys);
    }
    report(member.key, unknown_key_rule, with_article(type.name) + " has no key " + quoted_value(key), std::move(hint));
}

/// Nothing is concluded from the key: what it should say stands under the mistyped one.
void Judge::distrust(const Node& node, std::string_view key)
{
    if (const Node* const merged = node.find(key))
    {
        judged_.faulty.insert(merged);
    }
    judged_.misspelled[&node].insert(key);
}

/// For a key that is not quite like any other. It may be a badly mistyped one all the same.
std::string Judge::distant_hint(const Node& node, const ObjectType& type, std::string_view key, const Keys& keys)
{
    const std::size_t farthest = std::min<std::size_t>(3, key.size() * 2 / 5);
    std::vector<std::string_view> known;
    std::vector<std::string_view> suspects;
    for (const Field& field : type.fields)
    {
        known.push_back(field.key);
        if (!keys.own.contains(field.key) && edit_distance(key, field.key) <= farthest)
        {
            suspects.push_back(field.key);
            distrust(node, field.key);
        }
    }
    return suspects.size() == 1 ? "did you mean " + quoted_value(suspects.front()) + "?" : suggestion("", known);
}

void Judge::expect_elsewhere(const Home& home)
{
    if (expected_elsewhere_.emplace(home.type, home.key).second)
    {
        expect(judged_.document->root(), testbed_type(), home, judged_);
    }
}

void Judge::missing_keys(const Node& node, const ObjectType& type, const Keys& keys)
{
    const auto misspelled = judged_.misspelled.find(&node);
    for (const Field& field : type.fields)
    {
        const bool excused = misspelled != judged_.misspelled.end() && misspelled->second.contains(field.key);
        if (field.presence == Presence::required && !keys.own.contains(field.key) && !keys.merged.contains(field.key) &&
            !excused)
        {
            // The mapping itself stays sound: what else it says can be judged.
            const std::string value = field.least == field.most && field.type == Type::integer
                                          ? std::to_string(field.least)
                                          : std::string("…");
            judged_.faults.push_back(found(missing_key, judged_.document->range(node),
                                           with_article(type.name) + " needs the key " + quoted_value(field.key),
                                           "add '" + std::string(field.key) + ": " + value + "'"));
        }
    }
}

Judged judge(const doc::Document& document)
{
    return Judge(document).run();
}

} // namespace edgepool::testbed
