// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_mistakes.h"

#include <algorithm>
#include <string>

#include "doc/yaml_shapes.h"

namespace edgepool::doc
{

namespace
{

std::string closing(char open)
{
    return open == '[' ? "]" : "}";
}

} // namespace

YamlFault YamlMistakes::unclosed(std::size_t bracket, std::size_t noticed) const
{
    const std::string end = closing(text_[bracket]);
    YamlFault fault{.detail = "the closing " + end + " is missing",
                    .hint = "put a " + end + " where the " + (end == "]" ? "list" : "mapping") + " ends",
                    .where = span_of(bracket, bracket + 1)};
    if (noticed < text_.size())
    {
        fault.related_text = "this would still be inside";
        fault.related = span_of_word(noticed);
    }
    return fault;
}

YamlFault YamlMistakes::wrong_bracket(std::size_t at, std::size_t open) const
{
    const std::string expected = closing(text_[open]);
    return {.detail = std::string("the bracket ") + text_[open] + " on line " + line_of(open) + " is closed by " +
                      expected + ", not by " + text_[at],
            .hint = "write " + expected + " here, or close the bracket before",
            .where = span_of(at, at + 1),
            .related_text = "opened here",
            .related = span_of(open, open + 1)};
}

YamlFault YamlMistakes::missing_comma(std::size_t at, const Token& before) const
{
    const bool is_inside_text = before.where.end == at;
    return {.detail = "a comma is missing before this",
            .hint = is_inside_text ? "put quotes around the text if the bracket or quote belongs to it"
                                   : "put a comma between the two values",
            .where = span_of_word(at)};
}

/// A plain text went on over the line end, up to the next key's colon.
YamlFault YamlMistakes::missing_comma_at_line_end(const Token& scalar, std::size_t colon) const
{
    if (looks_like_foreign_comment(rest_of_line(scalar.where.begin)))
    {
        return foreign_comment(scalar.where.begin);
    }
    const std::size_t line = text_.rfind('\n', colon) + 1;
    const std::size_t word = std::min(text_.find_first_not_of(' ', line), text_.size());
    return {.detail = "a comma is missing behind " + quoted_for_people(written(first_line_of(scalar))),
            .hint = "put a comma at the end of the line above",
            .where = span_of(word, colon)};
}

YamlFault YamlMistakes::nothing_between_commas(std::size_t at) const
{
    return {.detail = "there is no value before this comma",
            .hint = "remove the comma, or write null for a value that is missing",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::entry_in_brackets(std::size_t at, std::size_t bracket) const
{
    return {.detail = "a '- ' item cannot stand inside of brackets",
            .hint =
                text_[bracket] == '[' ? "separate the items by commas, without '-'" : "write the list as [item, item]",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::missing_space_in_braces(const Token& scalar) const
{
    const std::size_t colon = text_.find(':', scalar.where.begin);
    return missing_space_after_colon(scalar.where.begin, colon, scalar.where.end);
}

YamlFault YamlMistakes::question_mark_in_brackets(std::size_t at) const
{
    return {.detail = "inside of brackets, YAML readers disagree about '?'",
            .hint = "put quotes around the text",
            .where = span_of(at, at + 1)};
}

bool YamlMistakes::has_colon_inside(const Token& scalar) const
{
    return written(scalar.where).find(':') != std::string_view::npos;
}

/// Whether a line below the bracket looks like a key or item that is outside of it.
bool YamlMistakes::looks_like_block_line(std::size_t at, std::size_t bracket) const
{
    const auto start_of_line = [this](std::size_t offset) {
        const std::size_t feed = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
        return feed == std::string_view::npos ? 0 : feed + 1;
    };
    const std::size_t line = start_of_line(at);
    const std::size_t line_of_bracket = start_of_line(bracket);
    if (line == line_of_bracket)
    {
        return false;
    }
    const std::size_t word = std::min(text_.find_first_not_of(' ', line), text_.size());
    const std::size_t outer = std::min(text_.find_first_not_of(' ', line_of_bracket), text_.size());
    return word - line <= outer - line_of_bracket && outer < bracket && looks_like_key_or_entry(rest_of_line(word));
}

} // namespace edgepool::doc
