// SPDX-License-Identifier: Apache-2.0
#include "testbed/advice.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "testbed/mends.h"
#include "testbed/scalars.h"
#include "testbed/synonyms.h"

namespace edgepool::testbed
{

namespace
{

constexpr std::string_view left_margin = "the left margin";

std::optional<std::string_view> by_synonym(std::string_view written, std::span<const Synonym> synonyms,
                                           std::span<const std::string_view> words)
{
    const Synonym* const found = find_synonym(written, synonyms, words);
    return found != nullptr ? std::optional(found->meant) : std::nullopt;
}

std::vector<std::string_view> keys_of(const ObjectType& type)
{
    std::vector<std::string_view> keys;
    for (const Field& field : type.fields)
    {
        keys.push_back(field.key);
    }
    return keys;
}

std::string named(const Field& field)
{
    return (field.type == Type::object ? "'" : "an entry of '") + std::string(field.key) + "'";
}

void add_homes(const ObjectType& type, const std::string& name, std::string_view key, std::vector<Home>& homes)
{
    if (type.field(key) != nullptr)
    {
        const bool known = std::ranges::find(homes, &type, &Home::type) != homes.end();
        if (!known)
        {
            homes.push_back({.type = &type, .name = name, .key = key});
        }
    }
    for (const Field& field : type.fields)
    {
        if (field.object != nullptr)
        {
            add_homes(*field.object, named(field) + (&type == &testbed_type() ? "" : " in " + name), key, homes);
        }
    }
}

std::string listed(std::span<const std::string_view> keys)
{
    std::string list;
    for (const std::string_view key : keys.first(std::min<std::size_t>(keys.size(), 3)))
    {
        list += (list.empty() ? "" : ", ") + std::string(key);
    }
    return list + (keys.size() > 3 ? ", …" : "");
}

/// Where a key belongs that the type does not have, if that is certain: in an object of its own, or in one other type.
std::optional<Home> home_of_key(std::string_view key, const ObjectType& type)
{
    std::vector<Home> homes;
    for (const Field& field : type.fields)
    {
        if (field.object != nullptr && field.object->field(key) != nullptr)
        {
            homes.push_back({.type = field.object, .name = named(field), .key = key});
        }
    }
    if (homes.size() == 1)
    {
        return homes.front();
    }
    homes.clear();
    add_homes(testbed_type(), std::string(left_margin), key, homes);
    return homes.size() == 1 ? std::optional(std::move(homes.front())) : std::nullopt;
}

std::optional<Home> home_of(std::string_view written, const ObjectType& type)
{
    auto home = home_of_key(written, type);
    for (const Synonym& each : key_synonyms())
    {
        if (!home && edit_distance(each.written, written) == 0)
        {
            home = home_of_key(each.meant, type);
        }
    }
    return home;
}

/// The other keys that an object needs: ", host-key: …".
std::string needed_beside(const Field& given, const ObjectType& type)
{
    std::string keys;
    for (const Field& field : type.fields)
    {
        const bool needed = field.presence == Presence::required && &field != &given;
        keys += needed ? ", " + std::string(field.key) + ": …" : "";
    }
    return keys;
}

/// The object that the single value was probably meant to be: {name: core} for "core".
std::string object_hint(const doc::Node& node, const ObjectType& type)
{
    if (node.is_sequence())
    {
        return "remove the '-' or the brackets around its keys";
    }
    constexpr std::array<std::string_view, 3> yes{"yes", "true", "on"};
    if (std::ranges::find(yes, node.text()) != yes.end())
    {
        return "write {} for one with all defaults";
    }
    const auto accepts = [&node](const Field& field) {
        const ScalarRule* const rule = scalar_rule(field.type);
        return (rule != nullptr && rule->accepts(node.text())) ||
               std::ranges::find(field.choices, node.text()) != field.choices.end();
    };
    const auto accepts_number = [&](const Field& field) { return field.type == Type::integer && accepts(field); };
    auto field = std::ranges::find_if(type.fields, accepts_number);
    field = field != type.fields.end() ? field : std::ranges::find_if(type.fields, accepts);
    if (field != type.fields.end())
    {
        return "write {" + std::string(field->key) + ": " + std::string(node.text()) + needed_beside(*field, type) +
               "}";
    }
    return "give its keys: " + listed(keys_of(type));
}

std::string list_hint(const doc::Node& node, const Field& field)
{
    const bool is_number = scalar_rule(Type::integer)->accepts(node.text());
    if (node.is_mapping())
    {
        const bool glued = std::ranges::all_of(
            node.members(), [](const doc::Member& member) { return member.key.text().starts_with('-'); });
        return glued ? "put a space behind each '-'" : "put '- ' before the first key of each entry";
    }
    if (is_number && field.object != nullptr)
    {
        return "list them, with '- ' before each";
    }
    return field.object != nullptr ? object_hint(node, *field.object) + " behind a '- '"
                                   : "write [" + std::string(node.text()) + "]";
}

} // namespace

std::string quoted_value(std::string_view text)
{
    constexpr std::size_t most = 60;
    std::size_t end = std::min({most, text.size(), text.find('\n')});
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    {
        --end; // not in the middle of a character
    }
    return "'" + std::string(text.substr(0, end)) + (end < text.size() ? "…" : "") + "'";
}

std::string with_article(std::string_view noun)
{
    const bool vowel = std::string_view("aeiouAEIO").find(noun.front()) != std::string_view::npos;
    return (vowel ? "an " : "a ") + std::string(noun);
}

std::string_view kind_of(const doc::Node& node)
{
    switch (node.kind())
    {
    case doc::Kind::null:
        return "nothing";
    case doc::Kind::scalar:
        return "a single value";
    case doc::Kind::sequence:
        return "a list";
    case doc::Kind::mapping:
        break;
    }
    return "keys with values";
}

MeantKey meant_key(std::string_view written, const ObjectType& type)
{
    const auto keys = keys_of(type);
    if (const Synonym* const synonym = find_synonym(written, key_synonyms(), keys))
    {
        return {.key = synonym->meant, .note = synonym->note};
    }
    const auto similar = did_you_mean(written, keys);
    if (similar && edit_distance(written, *similar) <= 1)
    {
        return {.key = similar};
    }
    if (auto home = home_of(written, type))
    {
        return {.home = std::move(home)};
    }
    return {.key = similar};
}

std::optional<std::string_view> meant_choice(std::string_view written, std::span<const std::string_view> choices)
{
    const auto synonym = by_synonym(written, choice_synonyms(), choices);
    // RSPLIB writes a policy's parameters behind its name.
    return synonym ? synonym : did_you_mean(written.substr(0, written.find(':')), choices);
}

std::optional<std::string_view> meant_secret_source(std::string_view written)
{
    constexpr std::array<std::string_view, 2> sources{"env", "file"};
    const auto synonym = by_synonym(written, secret_source_synonyms(), sources);
    return synonym ? synonym : did_you_mean(written, sources);
}

std::string kind_hint(const doc::Node& node, const Field& field)
{
    if (node.is_null())
    {
        return field.presence == Presence::required ? "give it one" : "give it one, or remove it";
    }
    switch (field.type)
    {
    case Type::object:
        return object_hint(node, *field.object);
    case Type::list:
        return list_hint(node, field);
    case Type::map:
        return "write each name as a key: 'NAME: {…}'";
    default:
        return node.is_sequence() ? "keep one value, without brackets or '-'" : "write one value behind the ':'";
    }
}

std::string entry_hint(const doc::Node& node, const Field& list)
{
    if (node.is_null())
    {
        return "write one behind the '-', or remove the '-'";
    }
    return list.item == Type::object ? object_hint(node, *list.object) : "list single values only";
}

std::string secret_hint(std::string_view text)
{
    constexpr std::array<std::string_view, 4> words{"generate", "random", "auto", "new"};
    const ScalarRule& variable = *scalar_rule(Type::variable_name);
    if (did_you_mean(text, std::array<std::string_view, 1>{"generated"}) ||
        std::ranges::find(words, text) != words.end())
    {
        return "did you mean 'generated'?";
    }
    if (text.starts_with('{'))
    {
        return "remove the quotes";
    }
    if (text.starts_with('$') && mended(variable, text))
    {
        return "write {env: " + *mended(variable, text) + "}";
    }
    return "write {env: VARIABLE}, {file: PATH} or generated";
}

} // namespace edgepool::testbed
