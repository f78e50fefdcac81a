// SPDX-License-Identifier: Apache-2.0
#include "descriptor/descriptor.h"

#include "base/utf8.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

const Node* Descriptor::find(const Node& object, std::string_view key) const
{
    if (const Node* const found = object.find(key))
    {
        return found;
    }
    if (const auto mended = mends_.find(&object); mended != mends_.end())
    {
        for (const auto& [meant, value] : mended->second)
        {
            if (meant == key)
            {
                return value;
            }
        }
    }
    // Of an NSD, the NBI keeps what its reader understood; of a VNFD, the keys as they are written.
    for (const doc::Member& member : kind_ == Kind::nsd ? object.members() : std::span<const doc::Member>{})
    {
        if (without_prefix(member.key.text()) == key)
        {
            return &member.value;
        }
    }
    return nullptr;
}

const Node* Descriptor::get(const Node* object, std::string_view key) const
{
    const Node* const found = object == nullptr ? nullptr : find(*object, key);
    return found == nullptr || found->is_null() ? nullptr : found;
}

const Node* Descriptor::get(const Node* object, std::initializer_list<std::string_view> keys) const
{
    for (const std::string_view key : keys)
    {
        object = get(object, key);
    }
    return object;
}

bool Descriptor::has(const Node* object, std::string_view key) const
{
    return object != nullptr && find(*object, key) != nullptr;
}

std::span<const Node> Descriptor::items(const Node* object, std::string_view key) const
{
    const Node* const list = get(object, key);
    if (list == nullptr)
    {
        return {};
    }
    return list->is_scalar() ? std::span<const Node>{list, 1} : list->items();
}

std::string Descriptor::text(const Node* object, std::string_view key) const
{
    const Node* const value = get(object, key);
    return value == nullptr ? std::string() : text_of(*value);
}

SourceRange Descriptor::range(const Node& node) const
{
    const bool is_long = node.is_mapping() && !node.members().empty();
    return {.source = document_->source(), .span = is_long ? node.members().front().key.where() : node.where()};
}

void Descriptor::mend(const Node& object, std::string_view key, const Node& value)
{
    mends_[&object].emplace_back(key, &value);
}

bool Descriptor::is_spoiled(std::initializer_list<std::string_view> path) const
{
    const SchemaNode* node = &schema().root();
    for (const std::string_view step : path)
    {
        node = node->child(step);
        if (node == nullptr || is_spoiled(*node))
        {
            return true;
        }
    }
    return false;
}

void Reporter::operator()(const Rule& rule, const Node& where, std::string detail, std::string hint,
                          std::vector<RelatedPlace> related) const
{
    (*this)(rule, descriptor_->range(where), std::move(detail), std::move(hint), std::move(related));
}

void Reporter::operator()(const Rule& rule, SourceRange where, std::string detail, std::string hint,
                          std::vector<RelatedPlace> related) const
{
    Diagnostic diagnostic = found(rule, std::move(where), std::move(detail), std::move(hint));
    diagnostic.related = std::move(related);
    diagnostics_->add(std::move(diagnostic));
}

void Reporter::with_fix(const Rule& rule, const Node& where, std::string detail, std::string replacement) const
{
    Diagnostic diagnostic = found(rule, descriptor_->range(where), std::move(detail), "write " + replacement);
    diagnostic.fix = Fix{.where = diagnostic.where, .replacement = std::move(replacement)};
    diagnostics_->add(std::move(diagnostic));
}

std::string quoted(std::string_view text)
{
    constexpr std::size_t most = 60;
    if (text.size() <= most)
    {
        return "'" + std::string(text) + "'";
    }
    return "'" + std::string(text.substr(0, utf8::character_start(text, most))) + "…'";
}

std::string_view without_prefix(std::string_view key)
{
    const std::size_t colon = key.rfind(':');
    return colon == std::string_view::npos ? key : key.substr(colon + 1);
}

} // namespace edgepool::descriptor
