// SPDX-License-Identifier: Apache-2.0
#include "doc/node.h"

namespace edgepool::doc
{

static_assert(sizeof(Node) <= 48, "a document holds very many nodes");

std::span<const Node> Node::items() const
{
    return kind_ == Kind::sequence ? std::span{static_cast<const Node*>(children_), child_count_}
                                   : std::span<const Node>{};
}

std::span<const Member> Node::members() const
{
    return kind_ == Kind::mapping ? std::span{static_cast<const Member*>(children_), child_count_}
                                  : std::span<const Member>{};
}

const Node* Node::find(std::string_view key) const
{
    for (const Member& member : members())
    {
        if (member.key.text() == key)
        {
            return &member.value;
        }
    }
    return nullptr;
}

} // namespace edgepool::doc
