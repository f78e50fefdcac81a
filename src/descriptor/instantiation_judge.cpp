// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_judge.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/utf8.h"
#include "descriptor/descriptor.h"
#include "descriptor/instantiation_types.h"
#include "descriptor/instantiation_values.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Member;
using doc::Node;

constexpr std::size_t longest_text = 255;
constexpr std::array<std::string_view, 3> whole_body{"nsName", "nsdId", "vimAccountId"};

std::vector<std::string_view> keys_of(const ParameterObject& type)
{
    std::vector<std::string_view> keys;
    std::ranges::transform(type.fields, std::back_inserter(keys), &ParameterField::key);
    return keys;
}

} // namespace

void InstantiationJudge::judge()
{
    const Node& root = form_.root();
    if (!root.is_mapping())
    {
        fault(root, rules::wrong_parameter_type,
              "the file holds " + std::string(kind_name(root)) + "; OSM wants an object");
        return;
    }
    object(root, instantiation_object());
    const auto is_given = [&](std::string_view key) { return form_.find(root, key) != nullptr; };
    if (std::ranges::any_of(whole_body, is_given))
    {
        for (const std::string_view key : whole_body)
        {
            if (!is_given(key))
            {
                form_.report(rules::missing_parameter_key, root,
                             "a request needs 'nsName', 'nsdId' and 'vimAccountId'; '" + std::string(key) +
                                 "' is not there",
                             "add it; or leave all three to the client that sends the file");
            }
        }
    }
}

void InstantiationJudge::fault(const Node& node, const Rule& rule, std::string detail, std::string hint)
{
    form_.faulty_.insert(&node);
    form_.report(rule, node, std::move(detail), std::move(hint));
}

void InstantiationJudge::object(const Node& node, const ParameterObject& type)
{
    for (const Member& each : node.members())
    {
        member(node, each, type);
    }
    missing(node, type);
}

void InstantiationJudge::member(const Node& node, const Member& member, const ParameterObject& type)
{
    const std::string_view key = member.key.text();
    const auto known = std::ranges::find(type.fields, key, &ParameterField::key);
    if (known != type.fields.end())
    {
        value(member.value, *known);
        return;
    }
    if (type.open)
    {
        return;
    }
    const auto keys = keys_of(type);
    const auto meant = did_you_mean(key, keys);
    const bool is_free = meant && node.find(*meant) == nullptr;
    form_.report(rules::unknown_parameter_key, member.key, quoted(key) + " is no key of " + std::string(type.name),
                 is_free ? "did you mean '" + std::string(*meant) + "'?" : suggestion(key, keys));
    if (is_free)
    {
        const auto field = std::ranges::find(type.fields, *meant, &ParameterField::key);
        form_.mends_[&node].emplace_back(field->key, &member.value);
        value(member.value, *field);
    }
}

void InstantiationJudge::missing(const Node& node, const ParameterObject& type)
{
    bool is_told = false;
    for (const ParameterField& field : type.fields)
    {
        if (field.required && form_.find(node, field.key) == nullptr)
        {
            is_told = true;
            fault(node, rules::missing_parameter_key,
                  std::string(type.name) + " has no '" + std::string(field.key) + "'", "add it");
        }
    }
    if (!is_told && node.members().size() < type.least_members)
    {
        const auto keys = keys_of(type);
        const bool needs_all = type.least_members == keys.size();
        form_.report(rules::missing_parameter_key, node,
                     std::string(type.name) + " says nothing: OSM wants " +
                         (needs_all ? "all of its keys" : "a key beside '" + std::string(keys.front()) + "'"),
                     needs_all ? "add '" + std::string(keys.back()) + "'" : "add one, or take it away");
    }
}

void InstantiationJudge::value(const Node& node, const ParameterField& field)
{
    if (node.is_null() && field.nullable)
    {
        return;
    }
    if (field.type == ParameterType::objects || field.type == ParameterType::texts)
    {
        list(node, field);
    }
    else if (node.is_mapping())
    {
        if (field.type == ParameterType::object)
        {
            object(node, *field.object);
        }
        else if (field.type == ParameterType::parameters)
        {
            parameters(node, field);
        }
        else if (field.type != ParameterType::values && field.type != ParameterType::network)
        {
            wrong_type(node, field);
        }
    }
    else
    {
        scalar(node, field);
    }
}

void InstantiationJudge::scalar(const Node& node, const ParameterField& field)
{
    const bool is_boolean = node.is_scalar() && scalar_of(node).kind == Scalar::Kind::boolean;
    if (field.type == ParameterType::integer && node.is_scalar())
    {
        integer(node, field);
    }
    else if (is_one_text(field.type) && is_text(node))
    {
        form_of_text(node, field);
    }
    else if (!is_boolean || (field.type != ParameterType::boolean && field.type != ParameterType::wim))
    {
        wrong_type(node, field);
    }
}

void InstantiationJudge::integer(const Node& node, const ParameterField& field)
{
    const Scalar number = scalar_of(node);
    if (number.kind != Scalar::Kind::integer)
    {
        wrong_type(node, field);
        return;
    }
    const bool is_small = number.number < static_cast<double>(field.least);
    if (is_small || (field.most > 0 && number.number > static_cast<double>(field.most)))
    {
        fault(node, rules::bad_value, "'" + std::string(field.key) + "' is " + number.text,
              is_small ? "write at least " + std::to_string(field.least)
                       : "write at most " + std::to_string(field.most));
    }
}

void InstantiationJudge::form_of_text(const Node& node, const ParameterField& field)
{
    const std::string_view text = node.text();
    const TypeWords& words = words_for(field.type);
    const std::size_t length = utf8::count(text);
    const bool may_be_empty = field.type == ParameterType::description || field.type == ParameterType::wim;
    if ((text.empty() && !may_be_empty) || length > longest_text)
    {
        fault(node, rules::bad_value,
              "'" + std::string(field.key) + "' has " + std::to_string(length) + " characters; OSM wants 1 to 255");
    }
    else if (!is_of_form(text, field))
    {
        const bool is_choice = field.type == ParameterType::choice;
        fault(node, rules::bad_value, quoted(text) + " is not " + std::string(words.wants),
              is_choice ? suggestion(text, field.choices) : std::string(words.hint));
    }
}

void InstantiationJudge::wrong_type(const Node& node, const ParameterField& field)
{
    form_.faulty_.insert(&node);
    const bool can_be_quoted = is_one_text(field.type) && node.is_scalar() && node.style() == doc::Style::plain;
    Diagnostic diagnostic = found(rules::wrong_parameter_type, form_.document().range(node),
                                  "'" + std::string(field.key) + "' is " + std::string(kind_name(node)) +
                                      "; OSM wants " + std::string(words_for(field.type).wants));
    if (can_be_quoted)
    {
        const std::string text = "'" + std::string(node.text()) + "'";
        diagnostic.hint = "quote it: " + text;
        diagnostic.fix = Fix{.where = form_.document().range(node), .replacement = text};
    }
    else if (node.is_mapping() && (field.type == ParameterType::objects || field.type == ParameterType::texts))
    {
        diagnostic.hint = "put '- ' before its first key";
    }
    form_.diagnostics_.add(std::move(diagnostic));
    // What was meant is known, so that nothing that follows from it need be told.
    if (can_be_quoted)
    {
        form_.faulty_.erase(&node);
    }
}

void InstantiationJudge::list(const Node& node, const ParameterField& field)
{
    if (!node.is_sequence())
    {
        wrong_type(node, field);
        return;
    }
    if (std::ssize(node.items()) < field.least)
    {
        fault(node, rules::bad_value, "'" + std::string(field.key) + "' is an empty list, which OSM refuses",
              "take it away");
    }
    for (const Node& item : node.items())
    {
        if (field.type == ParameterType::texts ? is_text(item) : item.is_mapping())
        {
            if (field.object != nullptr)
            {
                object(item, *field.object);
            }
            continue;
        }
        fault(item, rules::wrong_parameter_type,
              "an entry of '" + std::string(field.key) + "' is " + std::string(kind_name(item)) + "; OSM wants " +
                  (field.object != nullptr ? std::string(field.object->name) : "text"));
    }
    if (field.object != nullptr && !field.object->told_apart_by.empty())
    {
        repeated(node, *field.object);
    }
}

void InstantiationJudge::repeated(const Node& list, const ParameterObject& type)
{
    std::map<std::string, const Node*> first_of;
    for (const Node& item : list.items())
    {
        const Node* const key = form_.get(&item, type.told_apart_by);
        if (key == nullptr)
        {
            continue;
        }
        const auto [first, is_new] = first_of.try_emplace(text_of(*key), key);
        if (!is_new)
        {
            form_.faulty_.insert(&item);
            form_.report(rules::repeated_parameters, *key,
                         std::string(type.name) + " of " + quoted(text_of(*key)) +
                             " is there already: OSM takes the first one",
                         "join the two", {{.text = "the first one", .where = form_.document().range(*first->second)}});
        }
    }
}

void InstantiationJudge::parameters(const Node& node, const ParameterField& field)
{
    for (const Member& each : node.members())
    {
        const std::string_view key = each.key.text();
        if (is_parameter_name(key))
        {
            continue;
        }
        std::string better(key);
        std::ranges::replace_if(better, [](char c) { return c == '-' || c == '.' || c == ' '; }, '_');
        form_.faulty_.insert(&each.key);
        form_.report(rules::bad_parameter_name, each.key,
                     quoted(key) + " in '" + std::string(field.key) +
                         "': only letters, digits and '_' are allowed, and no digit in front",
                     is_parameter_name(better) ? "call it '" + better + "', also where it is used"
                                               : "give it another name");
    }
}

} // namespace edgepool::descriptor
