// SPDX-License-Identifier: Apache-2.0
#include "golden/explanations/merged.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "doc/write.h"

namespace edgepool::support
{

namespace
{

using doc::Node;

/// A scalar as it was written, as far as its meaning goes: text in quotes stays text.
std::string scalar_text(const Node& node)
{
    if (node.style() == doc::Style::plain)
    {
        return std::string(node.text());
    }
    return doc::to_json(doc::Value(node.text()), doc::JsonLayout::compact);
}

struct Tree
{
    explicit Tree(const Node& node) : kind(node.kind()), scalar(node.is_scalar() ? scalar_text(node) : "")
    {
        for (const doc::Member& member : node.members())
        {
            members.emplace_back(scalar_text(member.key), Tree(member.value));
        }
        for (const Node& item : node.items())
        {
            items.emplace_back(item);
        }
    }

    void merge(const Tree& other)
    {
        if (kind != other.kind || kind == doc::Kind::scalar || other.is_empty() || other.is_list_of_scalars())
        {
            *this = other;
            return;
        }
        for (const auto& [key, value] : other.members)
        {
            const auto own = std::ranges::find(members, key, &std::pair<std::string, Tree>::first);
            if (own != members.end() && value.scalar != absent)
            {
                own->second.merge(value);
            }
            else if (own != members.end())
            {
                members.erase(own);
            }
            else if (value.scalar != absent)
            {
                members.emplace_back(key, value);
            }
        }
        for (std::size_t i = 0; i < other.items.size(); ++i)
        {
            if (i < items.size())
            {
                items[i].merge(other.items[i]);
            }
            else
            {
                items.push_back(other.items[i]);
            }
        }
    }

    bool is_empty() const { return members.empty() && items.empty(); }
    bool is_list_of_scalars() const
    {
        return !items.empty() && std::ranges::all_of(items, [](const Tree& t) { return t.is_empty(); });
    }

    std::string text(std::size_t indent) const
    {
        const std::string margin = "\n" + std::string(indent, ' ');
        std::string text = scalar.empty() ? "" : " " + scalar;
        if (is_empty() && (kind == doc::Kind::mapping || kind == doc::Kind::sequence))
        {
            text = kind == doc::Kind::mapping ? " {}" : " []";
        }
        for (const auto& [key, value] : members)
        {
            text += margin + key + ":" + value.text(indent + 2);
        }
        for (const Tree& item : items)
        {
            text += margin + "-" + item.text(indent + 2);
        }
        return text;
    }

    doc::Kind kind;
    std::string scalar;
    std::vector<std::pair<std::string, Tree>> members;
    std::vector<Tree> items;
};

} // namespace

std::string merged(const Node& base, const Node& fragment)
{
    Tree tree(base);
    tree.merge(Tree(fragment));
    return tree.text(0).substr(1) + "\n";
}

} // namespace edgepool::support
