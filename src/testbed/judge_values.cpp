// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/suggest.h"
#include "base/units.h"
#include "testbed/judge.h"
#include "testbed/mends.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule no_value{"testbed.no-value", "no value"};
constexpr Rule wrong_type{"testbed.wrong-type", "wrong type"};
constexpr Rule wrong_length{"testbed.wrong-length", "wrong length"};
constexpr Rule unknown_choice{"value.unknown-choice", "unknown value"};
constexpr Rule out_of_range{"value.out-of-range", "out of range"};
constexpr Rule literal_secret{"secret.literal", "secret in the file"};
constexpr Rule not_a_secret{"secret.not-a-source", "not a source of a secret"};

constexpr std::string_view ways_to_a_secret = "write {env: VARIABLE}, {file: PATH} or generated";

constexpr std::array secret_sources{
    Field{.key = "env", .type = Type::variable_name, .presence = Presence::required},
    Field{.key = "file", .type = Type::file_name, .presence = Presence::required},
};

std::string joined(std::span<const std::string_view> words)
{
    std::string list;
    for (const std::string_view word : words)
    {
        list += (list.empty() ? "" : ", ") + std::string(word);
    }
    return list;
}

bool is_overlong_integer(std::string_view text)
{
    const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
    return digits.size() > 18 && digits.front() != '0' &&
           std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
}

std::string range_hint(const Field& field, Type type)
{
    const std::string least = amount_text(type, field.least);
    const std::string most = amount_text(type, field.most);
    if (field.least == field.most)
    {
        return "write " + least + ", the only version that this edgepool knows";
    }
    return field.least == 0 && type == Type::delay ? "give at most " + most : "give " + least + " to " + most;
}

std::string whole_number_hint(const Field& field)
{
    const std::string hint = range_hint(field, Type::integer);
    const std::string_view give = "give ";
    return hint.starts_with(give) ? "give a whole number, " + hint.substr(give.size()) : hint;
}

} // namespace

void Judge::value(const Entry& entry)
{
    switch (entry.field->type)
    {
    case Type::object:
        if (has_kind(entry, doc::Kind::mapping, "keys with values"))
        {
            object(*entry.value, *entry.field->object);
        }
        break;
    case Type::list:
        if (has_kind(entry, doc::Kind::sequence, "a list"))
        {
            list(entry);
        }
        break;
    case Type::map:
        if (has_kind(entry, doc::Kind::mapping, "names with values"))
        {
            map(entry);
        }
        break;
    case Type::secret:
        secret(entry);
        break;
    default:
        if (has_kind(entry, doc::Kind::scalar, "a single value"))
        {
            scalar(*entry.value, *entry.field, entry.field->type);
        }
        break;
    }
}

bool Judge::has_kind(const Entry& entry, doc::Kind kind, std::string_view wanted)
{
    const Node& node = *entry.value;
    if (node.kind() == kind)
    {
        return true;
    }
    const std::string subject = quoted_value(entry.key->text());
    if (node.is_null())
    {
        report_at(node.text().empty() ? *entry.key : node, node, no_value, subject + " stands there without a value",
                  kind_hint(node, *entry.field));
    }
    else
    {
        const bool in_brackets = judged_.document->source()->text().substr(node.where().begin).starts_with('{');
        report(node, wrong_type, subject + " is " + std::string(wanted) + ", not " + std::string(kind_of(node)),
               in_brackets && kind == doc::Kind::sequence ? "put brackets around it: [{…}]"
                                                          : kind_hint(node, *entry.field));
    }
    return false;
}

void Judge::list(const Entry& entry)
{
    const Field& field = *entry.field;
    length(entry, entry.value->items().size());
    const bool of_objects = field.item == Type::object;
    for (const Node& item : entry.value->items())
    {
        if (item.kind() != (of_objects ? doc::Kind::mapping : doc::Kind::scalar))
        {
            const Rule& rule = item.is_null() ? no_value : wrong_type;
            report(item, rule,
                   "an entry of " + quoted_value(field.key) + " is " + std::string(kind_of(item)) + ", not " +
                       (of_objects ? "keys with values" : "a single value"),
                   entry_hint(item, field));
        }
        else if (of_objects)
        {
            object(item, *field.object);
        }
        else
        {
            scalar(item, field, field.item);
        }
    }
}

void Judge::map(const Entry& entry)
{
    length(entry, entry.value->members().size());
    const ScalarRule& name = *scalar_rule(Type::name);
    for (const doc::Member& member : entry.value->members())
    {
        if (!name.accepts(member.key.text()))
        {
            report(member.key, {.code = name.code, .summary = name.summary},
                   "the name " + value_in_words(name, member.key.text()), value_hint(name, member.key.text()));
        }
        const Field field{.key = member.key.text(), .type = Type::object, .object = entry.field->object};
        value({.key = &member.key, .value = &member.value, .field = &field});
    }
}

void Judge::length(const Entry& entry, std::size_t length)
{
    const auto least = static_cast<std::size_t>(entry.field->least);
    const auto most = static_cast<std::size_t>(entry.field->most);
    const std::string key = quoted_value(entry.field->key);
    if (length < least)
    {
        report(*entry.value, wrong_length, key + " has no entry", "add an entry, or remove " + key);
    }
    else if (length > most)
    {
        report(*entry.value, wrong_length, key + " has " + std::to_string(length) + " entries",
               "keep at most " + std::to_string(most) + " of them");
    }
}

void Judge::scalar(const Node& node, const Field& field, Type type)
{
    if (type == Type::choice)
    {
        choice(node, field);
        return;
    }
    const ScalarRule& rule = *scalar_rule(type);
    const std::string_view text = node.text();
    const std::string subject = (field.type == Type::list ? "an entry of " : "") + quoted_value(field.key) + " ";
    if (rule.accepts(text))
    {
        range(node, field, type);
        return;
    }
    const bool has_range = type == Type::integer && field.type == Type::integer;
    if (type == Type::integer && is_overlong_integer(text))
    {
        report(node, out_of_range, subject + "is " + quoted_value(text),
               has_range ? range_hint(field, type) : "give a smaller number");
        return;
    }
    const bool needs_range = has_range && !mended(rule, text);
    report(node, {.code = rule.code, .summary = rule.summary}, subject + value_in_words(rule, text),
           needs_range ? whole_number_hint(field) : value_hint(rule, text));
}

void Judge::choice(const Node& node, const Field& field)
{
    if (std::ranges::find(field.choices, node.text()) == field.choices.end())
    {
        const auto meant = meant_choice(without_curly_quotes(node.text()), field.choices);
        report(node, unknown_choice, quoted_value(field.key) + " cannot be " + quoted_value(node.text()),
               meant ? "did you mean " + quoted_value(*meant) + "?" : "one of: " + joined(field.choices));
    }
}

void Judge::range(const Node& node, const Field& field, Type type)
{
    const auto amount = amount_of(type, node.text());
    const bool has_bounds =
        field.type == type && (field.least != 0 || field.most != 0); // a list's bounds are its length's
    if (!amount || !has_bounds)
    {
        return;
    }
    if (*amount < static_cast<double>(field.least) || *amount > static_cast<double>(field.most))
    {
        report(node, out_of_range, quoted_value(field.key) + " is " + std::string(node.text()),
               range_hint(field, type));
    }
}

void Judge::secret(const Entry& entry)
{
    const Node& node = *entry.value;
    const std::string subject = quoted_value(entry.field->key);
    if (node.is_null())
    {
        has_kind(entry, doc::Kind::mapping, "");
    }
    else if (node.is_sequence())
    {
        report(node, not_a_secret, subject + " is a list", std::string(ways_to_a_secret));
    }
    else if (node.is_scalar() && node.text() != "generated")
    {
        report(node, literal_secret, subject + " cannot be written down here", secret_hint(node.text()));
    }
    else if (node.is_mapping() && node.members().size() != 1)
    {
        report(node, not_a_secret, subject + " comes from exactly one source", std::string(ways_to_a_secret));
    }
    else if (node.is_mapping())
    {
        secret_source(node, node.members().front());
    }
}

void Judge::secret_source(const Node& node, const doc::Member& member)
{
    const auto source = std::ranges::find(secret_sources, member.key.text(), &Field::key);
    if (source == secret_sources.end())
    {
        const auto meant = meant_secret_source(member.key.text());
        report(member.key, not_a_secret, "a secret does not come from " + quoted_value(member.key.text()),
               meant ? "did you mean " + quoted_value(*meant) + "?" : std::string(ways_to_a_secret));
        judged_.faulty.insert(&node);
        return;
    }
    value({.key = &member.key, .value = &member.value, .field = &*source});
    if (judged_.faulty.contains(&member.value))
    {
        judged_.faulty.insert(&node);
    }
}

} // namespace edgepool::testbed
