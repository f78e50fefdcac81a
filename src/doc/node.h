// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>

#include "base/source.h"

namespace edgepool::doc
{

enum class Kind : std::uint8_t
{
    null,
    scalar,
    sequence,
    mapping,
};

/// How a scalar was written. Only a plain one can mean a number, a boolean or nothing.
enum class Style : std::uint8_t
{
    plain,
    quoted,
    block,
};

class Node;
struct Member;

/// One value of a document. Nodes live as long as their Document and are cheap to copy; text and children are views.
class Node
{
public:
    Kind kind() const { return kind_; }
    Style style() const { return style_; }
    /// Where the value itself is written, also when it is reached by an alias. For a collection that is its bracket,
    /// its first key or its first '-'; for a value that is missing, the empty place behind the colon or the '-'.
    Span where() const { return where_; }

    bool is_null() const { return kind_ == Kind::null; }
    bool is_scalar() const { return kind_ == Kind::scalar; }
    bool is_sequence() const { return kind_ == Kind::sequence; }
    bool is_mapping() const { return kind_ == Kind::mapping; }

    /// The scalar's text as written, quotes and escapes resolved; for null the way it was written ("", "~", "null").
    std::string_view text() const { return text_; }
    std::span<const Node> items() const;
    std::span<const Member> members() const;
    /// Linear in the number of members: readers that know many keys walk members() instead.
    const Node* find(std::string_view key) const;

private:
    friend class TreeBuilder;

    Kind kind_ = Kind::null;
    Style style_ = Style::plain;
    std::uint16_t height_ = 0; ///< levels of collections: 0 for a leaf
    Span where_{};
    std::uint32_t weight_ = 1; ///< nodes in all, this one and what aliases stand for included
    std::string_view text_{};
    const void* children_ = nullptr;
    std::size_t child_count_ = 0;
};

/// A key and its value. Keys are scalars; anything else as a key is refused by the reader.
struct Member
{
    Node key{};
    Node value{};
};

/// A parsed text: the tree and the source that its places refer to.
class Document
{
public:
    const Node& root() const { return root_; }
    const SourcePtr& source() const { return source_; }
    SourceRange range(const Node& node) const { return {.source = source_, .span = node.where()}; }

private:
    friend class TreeBuilder;

    SourcePtr source_{};
    std::unique_ptr<std::pmr::monotonic_buffer_resource> memory_{};
    Node root_{};
};

} // namespace edgepool::doc
