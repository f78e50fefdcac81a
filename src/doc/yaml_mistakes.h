// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/source.h"
#include "doc/yaml_faults.h"
#include "doc/yaml_tokens.h"

namespace edgepool::doc
{

/// Says in words what went wrong, as someone who knows how people mistype YAML: which place to point at, and what to
/// do. Offsets are bytes of the source.
class YamlMistakes
{
public:
    using Anchors = std::unordered_map<std::string_view, std::size_t>;

    explicit YamlMistakes(const Source& source) : source_(source), text_(source.text()) {}

    // Between the words
    YamlFault tab(std::size_t at, bool is_indentation) const;
    YamlFault comment_without_space(std::size_t at) const;
    YamlFault several_documents(std::size_t at, std::size_t size) const;
    YamlFault lone_document_end(std::size_t at) const;
    YamlFault directive(std::size_t at) const;
    YamlFault merge_conflict(std::size_t at) const;
    YamlFault cannot_begin(std::size_t at) const;
    YamlFault too_many_values(std::size_t at, std::size_t limit) const;
    YamlFault too_deep(std::size_t at, std::size_t limit) const;

    // Indentation and block collections
    YamlFault indented_between(std::size_t at, std::size_t outer) const;
    YamlFault indented_less(std::size_t at, std::size_t first) const;
    YamlFault indented_for_nothing(std::size_t at, const Token& before) const;
    YamlFault after_value(std::size_t at, const Token& before) const;
    YamlFault after_document(std::size_t at) const;
    YamlFault not_an_entry(std::size_t at, std::size_t first_entry) const;
    YamlFault entry_among_keys(std::size_t at, std::size_t first_key) const;
    YamlFault entry_on_line_of_key(std::size_t at) const;
    YamlFault missing_colon(const Token& scalar) const;
    YamlFault not_a_key(std::size_t at, std::size_t first_key) const;
    YamlFault colon_in_value(const Token& scalar, std::size_t colon) const;
    YamlFault key_over_lines(const Token& scalar, std::size_t colon, bool begins_line) const;
    std::optional<YamlFault> lines_that_run_together(const Token& scalar) const;
    YamlFault missing_key(std::size_t at) const;
    YamlFault long_key(const Token& scalar) const;
    YamlFault key_not_text(Span where, std::string_view what) const;

    // Flow collections
    YamlFault unclosed(std::size_t bracket, std::size_t noticed) const;
    YamlFault wrong_bracket(std::size_t at, std::size_t open) const;
    YamlFault missing_comma(std::size_t at, const Token& before) const;
    YamlFault missing_comma_at_line_end(const Token& scalar, std::size_t colon) const;
    YamlFault nothing_between_commas(std::size_t at) const;
    YamlFault entry_in_brackets(std::size_t at, std::size_t bracket) const;
    YamlFault missing_space_in_braces(const Token& scalar) const;
    YamlFault question_mark_in_brackets(std::size_t at) const;
    bool has_colon_inside(const Token& scalar) const;
    bool looks_like_block_line(std::size_t at, std::size_t bracket) const;

    // Scalars, anchors, tags
    YamlFault unterminated(std::size_t at) const;
    YamlFault alias_name(std::size_t at, std::size_t end) const;
    YamlFault unknown_alias(Span where, const Anchors& anchors) const;
    YamlFault anchor_name(std::size_t at, std::size_t end) const;
    YamlFault anchor_twice(Span where, std::size_t first) const;
    YamlFault second_property(Span where) const;
    YamlFault lone_property(std::size_t at) const;
    YamlFault alias_with_property(Span where) const;
    YamlFault tag(Span where) const;

private:
    std::string line_of(std::size_t at) const;
    std::string_view rest_of_line(std::size_t at) const;
    Span span_of(std::size_t begin, std::size_t end) const;
    Span span_of_rest(std::size_t at) const;
    Span span_of_word(std::size_t at) const;
    Span first_line_of(const Token& token) const;
    std::string_view written(Span where) const;
    std::string words(const Token& token) const;
    bool spans_lines(const Token& token) const;
    bool begins_line(std::size_t at) const;
    bool looks_like_lines_of_a_collection(const Token& scalar) const;
    YamlFault equals_for_colon(std::size_t key, std::size_t sign) const;
    YamlFault foreign_comment(std::size_t at) const;
    YamlFault missing_space_after_dash(std::size_t at) const;
    YamlFault missing_space_after_colon(std::size_t key, std::size_t colon, std::size_t end) const;

    const Source& source_;
    std::string_view text_;
};

} // namespace edgepool::doc
