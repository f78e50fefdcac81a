// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "doc/yaml_faults.h"

namespace edgepool::doc
{

/// Inside of [ ] and { } other characters end a plain scalar than outside.
enum class Surroundings
{
    block,
    flow,
};

/// Whether the character there is a space or a line end, or the text ends.
bool is_blank_at(std::string_view text, std::size_t at);

/// Whether a line that begins there begins or ends a document: "---" or "...".
bool is_document_mark(std::string_view text, std::size_t line_start);

/// Past the last character of the plain scalar. Its further lines have at least `indent` spaces; in flow it is free.
std::size_t end_of_plain(std::string_view text, std::size_t begin, std::size_t indent, Surroundings surroundings);

/// Past the closing quote of the scalar whose opening quote is at `begin`; nullopt if it never ends.
std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t begin);

/// What no reader can make sense of behind a backslash, or what only some can. The text is one with double quotes.
std::optional<YamlFault> find_bad_escape(std::string_view text, std::size_t begin, std::size_t end);

struct BlockScalar
{
    std::size_t end = 0; ///< past the last line of the text, without its line end
    std::size_t indent = 0;
    std::size_t next = 0; ///< start of the first line that does not belong to it
    std::optional<YamlFault> fault{};
};

/// The scalar whose '|' or '>' is at `begin`; its lines have at least `indent` spaces.
BlockScalar scan_block_scalar(std::string_view text, std::size_t begin, std::size_t indent);

} // namespace edgepool::doc
