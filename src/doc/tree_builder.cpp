// SPDX-License-Identifier: Apache-2.0
#include "doc/tree_builder.h"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "doc/yaml_shapes.h"

namespace edgepool::doc
{

// Nodes live in a monotonic buffer, which frees them without calling destructors.
static_assert(std::is_trivially_destructible_v<Node> && std::is_trivially_destructible_v<Member>);

namespace
{

constexpr std::string_view merge_key = "<<";

/// Nobody reads more, and in a hostile file there could be millions.
constexpr std::size_t enough_faults = 100;

bool is_merge(const Member& member)
{
    return member.key.style() == Style::plain && member.key.text() == merge_key;
}

/// The children side by side in the document's memory.
template <typename T>
T* copy_into(std::pmr::memory_resource& memory, std::span<const T> values)
{
    if (values.empty())
    {
        return nullptr;
    }
    auto* target = static_cast<T*>(memory.allocate(values.size_bytes(), alignof(T)));
    std::uninitialized_copy(values.begin(), values.end(), target);
    return target;
}

} // namespace

TreeBuilder::TreeBuilder(const SourcePtr& source, Diagnostics& diagnostics, const Limits& limits)
    : diagnostics_(diagnostics), limits_(limits)
{
    document_.source_ = source;
    document_.memory_ = std::make_unique<std::pmr::monotonic_buffer_resource>();
}

bool TreeBuilder::add_scalar(std::string_view text, Style style, Span where, Anchor anchor)
{
    Node node;
    node.kind_ = Kind::scalar;
    node.style_ = style;
    node.where_ = where;
    node.text_ = keep(text, where);
    return count(1, where) && add(node, anchor);
}

bool TreeBuilder::add_null(Span where, Anchor anchor)
{
    Node node;
    node.where_ = where;
    node.text_ = document_.source_->text().substr(where.begin, where.end - where.begin);
    return count(1, where) && add(node, anchor);
}

bool TreeBuilder::add_alias(Anchor anchor, Span where)
{
    const Anchored target = anchored(anchor);
    if (!target.complete)
    {
        report({.code = "yaml.alias-loop",
                .detail = "the value would contain itself",
                .hint = "write the value out, or move the anchor to a smaller value",
                .where = where});
        Node nothing;
        nothing.kind_ = Kind::mapping; // which can be merged, and so causes no further report
        nothing.where_ = where;
        return add(nothing, 0);
    }
    if (frames_.size() + target.node.height_ > limits_.depth)
    {
        return stop({.code = "yaml.too-deep",
                     .detail = "with what the alias stands for, there are more than " + std::to_string(limits_.depth) +
                               " levels",
                     .hint = "use fewer levels",
                     .where = where});
    }
    return count(target.node.weight_, where) && add(target.node, 0);
}

bool TreeBuilder::begin(Kind kind, Span where, Anchor anchor)
{
    if (frames_.size() >= limits_.depth)
    {
        return stop({.code = "yaml.too-deep",
                     .detail = "more than " + std::to_string(limits_.depth) + " levels",
                     .hint = "use fewer levels",
                     .where = where});
    }
    Frame frame{.anchor = anchor, .first_child = pending_.size()};
    frame.node.kind_ = kind;
    frame.node.where_ = where;
    frames_.push_back(frame);
    if (anchor != 0)
    {
        anchored(anchor).complete = false;
    }
    return count(1, where);
}

bool TreeBuilder::end()
{
    assert(!frames_.empty());
    const Frame frame = frames_.back();
    frames_.pop_back();
    Node node = frame.node;
    const std::span<const Node> children = std::span(pending_).subspan(frame.first_child);
    if (node.kind_ == Kind::sequence)
    {
        lay_out_items(node, children);
    }
    else if (!lay_out_members(node, children))
    {
        return false;
    }
    pending_.resize(frame.first_child);
    return add(node, frame.anchor);
}

std::optional<Document> TreeBuilder::finish()
{
    assert(fault_count_ > 0 || (frames_.empty() && pending_.size() <= 1));
    if (fault_count_ > 0)
    {
        return std::nullopt;
    }
    if (!pending_.empty())
    {
        document_.root_ = pending_.front();
    }
    return std::move(document_);
}

bool TreeBuilder::add(const Node& node, Anchor anchor)
{
    pending_.push_back(node);
    if (anchor != 0)
    {
        anchored(anchor) = {.node = node, .complete = true};
    }
    return true;
}

bool TreeBuilder::count(std::size_t nodes, Span where)
{
    node_count_ += nodes;
    if (node_count_ <= limits_.nodes)
    {
        return true;
    }
    return stop({.code = "yaml.too-many-values",
                 .detail = "more than " + std::to_string(limits_.nodes) + ", each alias counted as what it stands for",
                 .hint = "use fewer aliases, or split the file",
                 .where = where});
}

TreeBuilder::Anchored& TreeBuilder::anchored(Anchor anchor)
{
    if (anchors_.size() <= anchor)
    {
        anchors_.resize(anchor + 1);
    }
    return anchors_[anchor];
}

/// Most scalars are written as they are meant: then the source's own text is the text.
std::string_view TreeBuilder::keep(std::string_view text, Span where)
{
    const std::string_view written = document_.source_->text().substr(where.begin, where.end - where.begin);
    for (const std::string_view candidate : {written, written.substr(std::min<std::size_t>(written.size(), 1))})
    {
        if (candidate.starts_with(text))
        {
            return candidate.substr(0, text.size());
        }
    }
    auto* target = static_cast<char*>(document_.memory_->allocate(text.size(), 1));
    std::memcpy(target, text.data(), text.size());
    return {target, text.size()};
}

void TreeBuilder::lay_out_items(Node& sequence, std::span<const Node> children)
{
    for (const Node& child : children)
    {
        sequence.weight_ += child.weight_;
        sequence.height_ = std::max(sequence.height_, child.height_);
    }
    ++sequence.height_;
    sequence.children_ = copy_into(*document_.memory_, children);
    sequence.child_count_ = children.size();
}

bool TreeBuilder::lay_out_members(Node& mapping, std::span<const Node> children)
{
    assert(children.size() % 2 == 0);
    members_.clear();
    for (std::size_t at = 0; at + 1 < children.size(); at += 2)
    {
        members_.push_back({children[at], children[at + 1]});
    }
    report_duplicates();
    if (fault_count_ >= enough_faults || !apply_merge())
    {
        return false;
    }
    for (const Member& member : members_)
    {
        mapping.weight_ += member.key.weight_ + member.value.weight_;
        mapping.height_ = std::max(mapping.height_, member.value.height_);
    }
    ++mapping.height_;
    mapping.children_ = copy_into(*document_.memory_, std::span<const Member>(members_));
    mapping.child_count_ = members_.size();
    return true;
}

void TreeBuilder::report_duplicates()
{
    constexpr std::size_t few = 16;
    if (members_.size() <= few)
    {
        for (std::size_t at = 1; at < members_.size(); ++at)
        {
            const auto before = std::span(members_).first(at);
            const std::string_view key = members_[at].key.text();
            const auto first = std::ranges::find(before, key, [](const Member& member) { return member.key.text(); });
            if (first != before.end())
            {
                report_duplicate(members_[at].key, first->key);
            }
        }
        return;
    }
    std::unordered_map<std::string_view, const Node*> seen;
    seen.reserve(members_.size());
    for (const Member& member : members_)
    {
        const auto [first, is_new] = seen.try_emplace(member.key.text(), &member.key);
        if (!is_new && fault_count_ < enough_faults)
        {
            report_duplicate(member.key, *first->second);
        }
    }
}

void TreeBuilder::report_duplicate(const Node& key, const Node& first)
{
    const Position place = document_.source_->position(first.where().begin);
    report({.code = "yaml.duplicate-key",
            .detail = quoted_for_people(key.text()) + " was already given on line " + std::to_string(place.line),
            .hint = "keep one of them",
            .where = key.where(),
            .related_text = "first given here",
            .related = first.where()});
}

/// Keys given by the mapping itself win.
bool TreeBuilder::apply_merge()
{
    const auto found = std::ranges::find_if(members_, is_merge);
    if (found == members_.end())
    {
        return true;
    }
    const Node value = found->value;
    std::erase_if(members_, is_merge);
    return merge_from(value);
}

/// Of several mappings the first one wins.
bool TreeBuilder::merge_from(const Node& value)
{
    const std::span<const Node> sources =
        value.is_sequence() ? value.items() : std::span<const Node>(&value, std::size_t{1});
    std::unordered_set<std::string_view> present;
    for (const Member& member : members_)
    {
        present.insert(member.key.text());
    }
    for (const Node& source : sources)
    {
        if (!source.is_mapping())
        {
            report({.code = "yaml.merge",
                    .detail = "'<<' takes over the keys of a mapping or of a list of mappings",
                    .hint = "give it an alias of a mapping, such as '<<: *defaults'",
                    .where = source.where()});
        }
        for (const Member& member : source.members())
        {
            if (!present.insert(member.key.text()).second)
            {
                continue;
            }
            if (!count(member.key.weight_ + member.value.weight_, value.where()))
            {
                return false;
            }
            members_.push_back(member);
        }
    }
    return true;
}

void TreeBuilder::report(YamlFault fault)
{
    ++fault_count_;
    diagnostics_.add(to_diagnostic(std::move(fault), document_.source_));
}

bool TreeBuilder::stop(YamlFault fault)
{
    report(std::move(fault));
    return false;
}

} // namespace edgepool::doc
