// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "testbed/form.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule empty_file{"testbed.empty", "empty file"};
constexpr Rule not_a_testbed{"testbed.not-a-testbed", "not a testbed file"};
constexpr Rule unknown_key{"testbed.unknown-key", "unknown key"};
constexpr Rule missing_key{"testbed.missing-key", "missing key"};
constexpr Rule no_value{"testbed.no-value", "no value"};
constexpr Rule wrong_type{"testbed.wrong-type", "wrong type"};
constexpr Rule wrong_length{"testbed.wrong-length", "wrong length"};
constexpr Rule unknown_choice{"value.unknown-choice", "unknown value"};
constexpr Rule out_of_range{"value.out-of-range", "out of range"};
constexpr Rule literal_secret{"secret.literal", "secret in the file"};
constexpr Rule not_a_secret{"secret.not-a-source", "not a source of a secret"};

/// The same key, spelled as someone might who does not know ours.
struct Synonym
{
    std::string_view written;
    std::string_view meant;
};

constexpr std::array synonyms{
    Synonym{"clouds", "sites"},       Synonym{"location", "site"},      Synonym{"replicas", "initial"},
    Synonym{"instances", "initial"},  Synonym{"minimum", "min"},        Synonym{"maximum", "max"},
    Synonym{"subnet", "cidr"},        Synonym{"ipv4", "cidr"},          Synonym{"ipv6", "cidr6"},
    Synonym{"prefix", "cidr"},        Synonym{"latency", "delay"},      Synonym{"bandwidth", "rate"},
    Synonym{"ram", "memory"},         Synonym{"vcpus", "cpus"},         Synonym{"storage", "disk"},
    Synonym{"op", "operator-key"},    Synonym{"k", "key"},              Synonym{"imsi", "first-imsi"},
    Synonym{"msisdn", "first-msisdn"}, Synonym{"tac", "tracking-areas"}, Synonym{"tacs", "tracking-areas"},
    Synonym{"apn", "apns"},           Synonym{"hostname", "address"},   Synonym{"host", "address"},
    Synonym{"servers", "elements"},   Synonym{"clients", "users"},      Synonym{"ip", "address"},
    Synonym{"vim-account", "vim"},    Synonym{"version", "edgepool"},   Synonym{"type", "via"},
};

std::string article(std::string_view noun)
{
    const bool vowel = std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos;
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
    return "a mapping";
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 60;
    return "'" + std::string(text.substr(0, most)) + (text.size() > most ? "…" : "") + "'";
}

std::string joined(std::span<const std::string_view> words)
{
    std::string list;
    for (const std::string_view word : words)
    {
        list += (list.empty() ? "" : ", ") + std::string(word);
    }
    return list;
}

class Judge
{
public:
    Judge(const doc::Document& document, Diagnostics& diagnostics) : document_(document), diagnostics_(diagnostics)
    {
        judged_.document = &document;
    }

    Judged run();

private:
    using Node = doc::Node;

    void report(const Node& node, const Rule& rule, std::string detail, std::string hint = {})
    {
        judged_.faulty.insert(&node);
        diagnostics_.add(found(rule, document_.range(node), std::move(detail), std::move(hint)));
    }

    bool has_kind(const Node& node, const std::string& subject, doc::Kind kind, std::string_view wanted);
    void object(const Node& node, const ObjectType& type, const std::string& subject);
    std::optional<std::string_view> unknown_member(const doc::Member& member, const ObjectType& type);
    void missing_members(const Node& node, const ObjectType& type, std::span<const std::string_view> meant);
    void value(const Node& node, const Field& field);
    void list(const Node& node, const Field& field);
    void map(const Node& node, const Field& field);
    void length(const Node& node, const Field& field, std::size_t length);
    void scalar(const Node& node, const Field& field, Type type);
    void choice(const Node& node, const Field& field);
    void range(const Node& node, const Field& field, double number);
    void secret(const Node& node, const Field& field);

    const doc::Document& document_;
    Diagnostics& diagnostics_;
    Judged judged_;
};

Judged Judge::run()
{
    const Node& root = document_.root();
    if (root.is_null())
    {
        report(root, empty_file, "there is no testbed in it", "begin with 'edgepool init'");
    }
    else if (!root.is_mapping())
    {
        report(root, not_a_testbed, "it holds " + std::string(kind_of(root)) + ", not keys with values",
               "begin with 'edgepool init'");
    }
    else
    {
        object(root, testbed_type(), "the testbed");
    }
    return std::move(judged_);
}

bool Judge::has_kind(const Node& node, const std::string& subject, doc::Kind kind, std::string_view wanted)
{
    if (node.kind() == kind)
    {
        return true;
    }
    if (node.is_null())
    {
        report(node, no_value, subject + " stands there without a value", "give it one, or remove it");
    }
    else
    {
        report(node, wrong_type, subject + " is " + std::string(wanted) + ", not " + std::string(kind_of(node)));
    }
    return false;
}

void Judge::object(const Node& node, const ObjectType& type, const std::string& subject)
{
    if (!has_kind(node, subject, doc::Kind::mapping, "keys with values"))
    {
        return;
    }
    std::vector<std::string_view> meant;
    for (const doc::Member& member : node.members())
    {
        if (const Field* const field = type.field(member.key.text()))
        {
            value(member.value, *field);
        }
        else if (const auto key = unknown_member(member, type))
        {
            meant.push_back(*key);
        }
    }
    missing_members(node, type, meant);
}

/// Reports it, and returns the key that was probably meant.
std::optional<std::string_view> Judge::unknown_member(const doc::Member& member, const ObjectType& type)
{
    std::vector<std::string_view> keys;
    for (const Field& field : type.fields)
    {
        keys.push_back(field.key);
    }
    const std::string_view key = member.key.text();
    const auto synonym = std::ranges::find_if(synonyms, [&](const Synonym& each) {
        return edit_distance(each.written, key) == 0 && std::ranges::find(keys, each.meant) != keys.end();
    });
    const auto meant = synonym != synonyms.end() ? std::optional(synonym->meant) : did_you_mean(key, keys);
    report(member.key, unknown_key, article(type.name) + " has no key " + quoted(key),
           meant ? "did you mean " + quoted(*meant) + "?" : suggestion(key, keys));
    return meant;
}

void Judge::missing_members(const Node& node, const ObjectType& type, std::span<const std::string_view> meant)
{
    for (const Field& field : type.fields)
    {
        const bool mistyped = std::ranges::find(meant, field.key) != meant.end();
        if (field.presence == Presence::required && node.find(field.key) == nullptr && !mistyped)
        {
            // The mapping itself stays sound: what else it says can be judged.
            const std::string example = field.key == "edgepool" ? "edgepool: 1" : std::string(field.key) + ": …";
            diagnostics_.add(found(missing_key, document_.range(node),
                                   article(type.name) + " needs the key " + quoted(field.key), "add '" + example + "'"));
        }
    }
}

void Judge::value(const Node& node, const Field& field)
{
    switch (field.type)
    {
    case Type::object:
        object(node, *field.object, quoted(field.key));
        break;
    case Type::list:
        list(node, field);
        break;
    case Type::map:
        map(node, field);
        break;
    case Type::secret:
        secret(node, field);
        break;
    default:
        scalar(node, field, field.type);
        break;
    }
}

void Judge::list(const Node& node, const Field& field)
{
    if (!has_kind(node, quoted(field.key), doc::Kind::sequence, "a list"))
    {
        return;
    }
    length(node, field, node.items().size());
    for (const Node& item : node.items())
    {
        if (field.item == Type::object)
        {
            object(item, *field.object, "each entry of " + quoted(field.key));
        }
        else
        {
            scalar(item, field, field.item);
        }
    }
}

void Judge::map(const Node& node, const Field& field)
{
    if (!has_kind(node, quoted(field.key), doc::Kind::mapping, "names with values"))
    {
        return;
    }
    length(node, field, node.members().size());
    for (const doc::Member& member : node.members())
    {
        const ScalarRule& name = *scalar_rule(Type::name);
        if (!name.accepts(member.key.text()))
        {
            report(member.key, {.code = name.code, .summary = name.summary},
                   quoted(member.key.text()) + " is not " + std::string(name.expects));
        }
        object(member.value, *field.object, quoted(member.key.text()));
    }
}

void Judge::length(const Node& node, const Field& field, std::size_t length)
{
    const auto least = static_cast<std::size_t>(field.least);
    const auto most = static_cast<std::size_t>(field.most);
    if (length < least || length > most)
    {
        report(node, wrong_length,
               quoted(field.key) + " has " + std::to_string(length) + (length == 1 ? " entry" : " entries") + ", not " +
                   std::to_string(least) + " to " + std::to_string(most));
    }
}

void Judge::scalar(const Node& node, const Field& field, Type type)
{
    if (!has_kind(node, quoted(field.key), doc::Kind::scalar, "a single value"))
    {
        return;
    }
    if (type == Type::choice)
    {
        choice(node, field);
        return;
    }
    const ScalarRule& rule = *scalar_rule(type);
    if (!rule.accepts(node.text()))
    {
        report(node, {.code = rule.code, .summary = rule.summary}, quoted(field.key) + " is " + quoted(node.text()),
               "write " + std::string(rule.expects));
    }
    else if (type == Type::integer && field.type == Type::integer)
    {
        range(node, field, static_cast<double>(*parse_integer(node.text())));
    }
    else if (type == Type::number)
    {
        range(node, field, *parse_number(node.text()));
    }
}

void Judge::choice(const Node& node, const Field& field)
{
    if (std::ranges::find(field.choices, node.text()) == field.choices.end())
    {
        const bool near = did_you_mean(node.text(), field.choices).has_value();
        report(node, unknown_choice, quoted(field.key) + " cannot be " + quoted(node.text()),
               near ? suggestion(node.text(), field.choices) : "one of: " + joined(field.choices));
    }
}

void Judge::range(const Node& node, const Field& field, double number)
{
    if (number < static_cast<double>(field.least) || number > static_cast<double>(field.most))
    {
        report(node, out_of_range, quoted(field.key) + " is " + std::string(node.text()),
               field.least == field.most
                   ? "it can only be " + std::to_string(field.least)
                   : "give " + std::to_string(field.least) + " to " + std::to_string(field.most));
    }
}

void Judge::secret(const Node& node, const Field& field)
{
    const std::string ways = "write {env: VARIABLE}, {file: PATH} or generated";
    if (node.is_scalar())
    {
        if (node.text() != "generated")
        {
            report(node, literal_secret, quoted(field.key) + " cannot be written down here", ways);
        }
        return;
    }
    if (!node.is_mapping())
    {
        report(node, node.is_null() ? no_value : not_a_secret, quoted(field.key) + " says nothing about where it is", ways);
        return;
    }
    constexpr std::array sources{Field{.key = "env", .type = Type::variable_name},
                                 Field{.key = "file", .type = Type::file_name}};
    for (const doc::Member& member : node.members())
    {
        const auto source = std::ranges::find(sources, member.key.text(), &Field::key);
        if (source == sources.end())
        {
            report(member.key, not_a_secret, "a secret does not come from " + quoted(member.key.text()), ways);
            judged_.faulty.insert(&node);
            return;
        }
        scalar(member.value, *source, source->type);
        if (judged_.faulty.contains(&member.value))
        {
            judged_.faulty.insert(&node);
        }
    }
    if (node.members().size() != 1)
    {
        report(node, not_a_secret, quoted(field.key) + " comes from exactly one source", ways);
    }
}

} // namespace

Judged judge(const doc::Document& document, Diagnostics& diagnostics)
{
    return Judge(document, diagnostics).run();
}

} // namespace edgepool::testbed
