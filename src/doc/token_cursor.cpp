// SPDX-License-Identifier: Apache-2.0
#include "doc/token_cursor.h"

#include <cstdint>

namespace edgepool::doc
{

const Token* TokenCursor::take(TokenKind kind)
{
    return is_next(kind) ? &tokens_[at_++] : nullptr;
}

Span TokenCursor::place_of_collection() const
{
    const std::size_t at = is_next(TokenKind::explicit_key) ? at_ + 1 : at_;
    return at < tokens_.size() ? tokens_[at].where : place();
}

Span TokenCursor::empty_place() const
{
    const std::uint32_t at = at_ > 0 ? tokens_[at_ - 1].where.end : 0;
    return {at, at};
}

Span TokenCursor::place() const
{
    const auto size = static_cast<std::uint32_t>(text_.size());
    return at_end() ? Span{size, size} : tokens_[at_].where;
}

} // namespace edgepool::doc
