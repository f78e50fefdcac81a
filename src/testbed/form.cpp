// SPDX-License-Identifier: Apache-2.0
#include "testbed/form.h"

#include <algorithm>
#include <cassert>

#include "testbed/scalars.h"

namespace edgepool::testbed
{

Form::Form(const Judged& judged)
    : Form(judged, &judged.document->root(), testbed_type(), judged.document->range(judged.document->root()))
{
}

Form::Form(const Judged& judged, const doc::Node* node, const ObjectType& type, SourceRange where)
    : judged_(&judged),
      node_(node != nullptr && node->is_mapping() ? node : nullptr),
      type_(&type),
      where_(std::move(where))
{
}

const doc::Node* Form::value(std::string_view key) const
{
    return node_ != nullptr ? node_->find(key) : nullptr;
}

const Field& Form::field(std::string_view key) const
{
    const Field* const found = type_->field(key);
    assert(found != nullptr && "the table has every key that the reader asks for");
    return *found;
}

bool Form::given(std::string_view key) const
{
    const doc::Node* const node = value(key);
    return node != nullptr && !judged_->faulty.contains(node);
}

bool Form::faulty(std::string_view key) const
{
    if (const doc::Node* const node = value(key))
    {
        return judged_->faulty.contains(node);
    }
    const auto misspelled = judged_->misspelled.find(node_);
    return misspelled != judged_->misspelled.end() && misspelled->second.contains(key);
}

bool Form::complete(std::string_view key) const
{
    const doc::Node* const node = value(key);
    const auto is_faulty = [this](const doc::Node& each) { return judged_->faulty.contains(&each); };
    if (node == nullptr || faulty(key))
    {
        return !faulty(key);
    }
    return std::ranges::none_of(node->items(), is_faulty) &&
           std::ranges::none_of(node->members(), [&](const doc::Member& member) {
               return is_faulty(member.key) || is_faulty(member.value);
           });
}

FaultRange Form::faults_of(std::string_view key) const
{
    const auto known = judged_->faults_of.find(value(key));
    return known != judged_->faults_of.end() ? known->second : FaultRange{};
}

std::optional<std::string_view> Form::text(std::string_view key) const
{
    const Field& known = field(key);
    if (given(key))
    {
        return value(key)->text();
    }
    const bool has_default = !faulty(key) && !known.fallback.empty();
    return has_default ? std::optional(known.fallback) : std::nullopt;
}

std::optional<std::int64_t> Form::integer(std::string_view key) const
{
    return parsed<parse_integer>(key);
}

std::optional<double> Form::number(std::string_view key) const
{
    return parsed<parse_number>(key);
}

Form Form::object(std::string_view key) const
{
    const ObjectType* const type = field(key).object;
    assert(type != nullptr);
    return {*judged_, given(key) ? value(key) : nullptr, *type, where_key(key)};
}

std::vector<Form> Form::objects(std::string_view key) const
{
    std::vector<Form> forms;
    if (given(key))
    {
        const ObjectType* const type = field(key).object;
        assert(type != nullptr);
        for (const doc::Node& item : value(key)->items())
        {
            if (!judged_->faulty.contains(&item))
            {
                forms.push_back(Form(*judged_, &item, *type, judged_->document->range(item)));
            }
        }
    }
    return forms;
}

std::vector<Item> Form::items(std::string_view key) const
{
    std::vector<Item> items;
    if (given(key))
    {
        for (const doc::Node& item : value(key)->items())
        {
            if (!judged_->faulty.contains(&item))
            {
                items.push_back({.text = item.text(), .where = judged_->document->range(item)});
            }
        }
    }
    return items;
}

std::vector<std::pair<Item, Form>> Form::entries(std::string_view key) const
{
    std::vector<std::pair<Item, Form>> entries;
    if (given(key))
    {
        const ObjectType* const type = field(key).object;
        assert(type != nullptr);
        for (const doc::Member& member : value(key)->members())
        {
            if (!judged_->faulty.contains(&member.key) && !judged_->faulty.contains(&member.value))
            {
                const SourceRange where = judged_->document->range(member.key);
                entries.emplace_back(Item{.text = member.key.text(), .where = where},
                                     Form(*judged_, &member.value, *type, where));
            }
        }
    }
    return entries;
}

std::optional<Item> Form::member(std::string_view key, std::string_view name) const
{
    const doc::Node* const found = given(key) ? value(key)->find(name) : nullptr;
    return found != nullptr ? std::optional(Item{.text = found->text(), .where = judged_->document->range(*found)})
                            : std::nullopt;
}

Form Form::nothing(std::string_view key) const
{
    const ObjectType* const type = field(key).object;
    assert(type != nullptr);
    return {*judged_, nullptr, *type, where_};
}

SourceRange Form::where(std::string_view key) const
{
    const doc::Node* const node = value(key);
    return node != nullptr ? judged_->document->range(*node) : where_;
}

SourceRange Form::where_key(std::string_view key) const
{
    if (node_ != nullptr)
    {
        for (const doc::Member& member : node_->members())
        {
            if (member.key.text() == key)
            {
                return judged_->document->range(member.key);
            }
        }
    }
    return where_;
}

} // namespace edgepool::testbed
