// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_form.h"

#include <algorithm>

#include "descriptor/descriptor.h"
#include "descriptor/instantiation_judge.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

InstantiationForm::InstantiationForm(const doc::Document& document, Diagnostics& diagnostics)
    : document_(document), diagnostics_(diagnostics)
{
    InstantiationJudge(*this).judge();
}

const Node* InstantiationForm::find(const Node& object, std::string_view key) const
{
    if (const Node* const found = object.find(key))
    {
        return found;
    }
    const auto mended = mends_.find(&object);
    if (mended == mends_.end())
    {
        return nullptr;
    }
    const auto meant = std::ranges::find(mended->second, key, [](const auto& each) { return each.first; });
    return meant != mended->second.end() ? meant->second : nullptr;
}

const Node* InstantiationForm::get(const Node* object, std::string_view key) const
{
    const Node* const found = object != nullptr ? find(*object, key) : nullptr;
    return found != nullptr && !found->is_null() && !faulty_.contains(found) ? found : nullptr;
}

std::vector<const Node*> InstantiationForm::items(const Node* object, std::string_view key) const
{
    std::vector<const Node*> items;
    const Node* const list = get(object, key);
    for (const Node& item : list != nullptr ? list->items() : std::span<const Node>{})
    {
        if (!faulty_.contains(&item))
        {
            items.push_back(&item);
        }
    }
    return items;
}

std::string InstantiationForm::text(const Node* object, std::string_view key) const
{
    const Node* const value = get(object, key);
    return value != nullptr ? text_of(*value) : std::string();
}

bool InstantiationForm::is_faulty(const Node* object, std::string_view key) const
{
    const Node* const found = object != nullptr ? find(*object, key) : nullptr;
    return found != nullptr && faulty_.contains(found);
}

bool InstantiationForm::has_faulty_items(const Node* object, std::string_view key) const
{
    const Node* const list = object != nullptr ? find(*object, key) : nullptr;
    return list != nullptr &&
           std::ranges::any_of(list->items(), [this](const Node& item) { return faulty_.contains(&item); });
}

SourceRange InstantiationForm::where_key(const Node& object, std::string_view key) const
{
    const Node* const value = find(object, key);
    for (const doc::Member& member : object.members())
    {
        if (&member.value == value)
        {
            return document_.range(member.key);
        }
    }
    return object.members().empty() ? document_.range(object) : document_.range(object.members().front().key);
}

void InstantiationForm::report(const Rule& rule, const Node& where, std::string detail, std::string hint,
                               std::vector<RelatedPlace> related) const
{
    const bool is_long = where.is_mapping() && !where.members().empty();
    report(rule, document_.range(is_long ? where.members().front().key : where), std::move(detail), std::move(hint),
           std::move(related));
}

void InstantiationForm::report(const Rule& rule, SourceRange where, std::string detail, std::string hint,
                               std::vector<RelatedPlace> related) const
{
    Diagnostic diagnostic = found(rule, std::move(where), std::move(detail), std::move(hint));
    diagnostic.related = std::move(related);
    diagnostics_.add(std::move(diagnostic));
}

} // namespace edgepool::descriptor
