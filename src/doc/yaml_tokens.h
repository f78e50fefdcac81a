// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/source.h"
#include "doc/node.h"
#include "doc/read_yaml.h"
#include "doc/yaml_faults.h"

namespace edgepool::doc
{

enum class TokenKind : std::uint8_t
{
    entry,        ///< the '-' of a list
    explicit_key, ///< '?'
    value,        ///< the ':' behind a key
    comma,
    open,
    close,
    scalar,
    alias,
    anchor,
    tag,
};

/// A word of a YAML text and its exact place.
struct Token
{
    TokenKind kind = TokenKind::scalar;
    Style style = Style::plain;
    bool is_key = false;      ///< a scalar with a ':' behind it
    std::uint32_t indent = 0; ///< of the lines of a scalar of style block
    Span where{};
};

struct Tokens
{
    std::vector<Token> tokens{};
    std::optional<YamlFault> fault{}; ///< the tokens then end before it
};

/// Cuts a text, whose characters are all allowed, into words, and refuses it at the first one that is out of place.
/// Stricter than the readers of YAML are: what passes, all of them read alike. Takes linear time and no stack.
Tokens scan_tokens(const Source& source, const Limits& limits);

} // namespace edgepool::doc
