// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

/// Walks over the words of a text, in step with somebody else who reads it.
class TokenCursor
{
public:
    TokenCursor(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

    bool at_end() const { return at_ == tokens_.size(); }
    /// nullptr at the end.
    const Token* next() const { return at_end() ? nullptr : &tokens_[at_]; }
    bool is_next(TokenKind kind) const { return !at_end() && tokens_[at_].kind == kind; }

    /// Takes the next word if it is of that kind.
    const Token* take(TokenKind kind);
    bool skip(TokenKind kind) { return take(kind) != nullptr; }

    std::string_view written(Span where) const { return text_.substr(where.begin, where.end - where.begin); }
    /// Where the next word is; if a '?' is next, where its key is.
    Span place_of_collection() const;
    /// Just behind the last word: where a value is missing.
    Span empty_place() const;
    /// Where the next word is, or where the text ends.
    Span place() const;

private:
    std::string_view text_;
    const std::vector<Token>& tokens_;
    std::size_t at_ = 0;
};

} // namespace edgepool::doc
