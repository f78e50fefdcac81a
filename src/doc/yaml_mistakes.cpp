// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_mistakes.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/suggest.h"
#include "doc/characters.h"
#include "doc/yaml_shapes.h"

namespace edgepool::doc
{

YamlFault YamlMistakes::tab(std::size_t at, bool is_indentation) const
{
    return {.code = "yaml.tab",
            .detail = is_indentation ? "YAML lines are indented by spaces only"
                                     : "between words, only some YAML readers accept a tab",
            .hint = "replace it by spaces",
            .where = span_of(at, std::min(text_.find_first_not_of('\t', at), text_.size()))};
}

YamlFault YamlMistakes::comment_without_space(std::size_t at) const
{
    return {.detail = "a comment begins with a space before its '#'",
            .hint = "put a space before the '#', or put quotes around the whole value",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::several_documents(std::size_t at, std::size_t size) const
{
    return {.code = "yaml.several-documents",
            .detail = "another document begins here",
            .hint = "keep one document, or split the file",
            .where = span_of(at, at + size)};
}

YamlFault YamlMistakes::lone_document_end(std::size_t at) const
{
    return {.detail = "'...' ends a document, but none has begun", .hint = "remove it", .where = span_of(at, at + 3)};
}

YamlFault YamlMistakes::directive(std::size_t at) const
{
    const std::string_view line = rest_of_line(at);
    if (line.starts_with("%YAML 1.1") || line.starts_with("%YAML 1.2"))
    {
        return {.detail = "a '%YAML' line stands at the start of the file and is followed by '---'",
                .hint = "remove the line",
                .where = span_of_rest(at)};
    }
    return {.detail = "a line that begins with '%' is an instruction to the reader, and this one is not supported",
            .hint = "remove the line, or put quotes around the text",
            .where = span_of_rest(at)};
}

YamlFault YamlMistakes::merge_conflict(std::size_t at) const
{
    return {.detail = "a merge left a conflict here",
            .hint = "keep one of the versions between '<<<<<<<' and '>>>>>>>', and remove these lines",
            .where = span_of_rest(at)};
}

YamlFault YamlMistakes::cannot_begin(std::size_t at) const
{
    const std::string_view rest = text_.substr(at);
    const Character character = first_character(rest);
    const std::string written(rest.substr(0, character.bytes));
    const Span where = span_of(at, at + character.bytes);
    if (!is_visible(character.code))
    {
        return {.detail = "the invisible character " + code_point_name(character.code) + " looks like a space here",
                .hint = "replace it by a space",
                .where = where};
    }
    if (written == "]" || written == "}")
    {
        return {.detail = "'" + written + "' closes a bracket that was not opened",
                .hint = "remove it, or put quotes around the text",
                .where = where};
    }
    return {.detail = "text without quotes cannot begin with '" + written + "'",
            .hint = "put quotes around the text",
            .where = where};
}

YamlFault YamlMistakes::too_many_values(std::size_t at, std::size_t limit) const
{
    return {.code = "yaml.too-many-values",
            .detail = "more than " + std::to_string(limit),
            .hint = "split the file",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::too_deep(std::size_t at, std::size_t limit) const
{
    return {.code = "yaml.too-deep",
            .detail = "more than " + std::to_string(limit) + " levels",
            .hint = "use fewer levels",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::unterminated(std::size_t at) const
{
    const std::string_view line = rest_of_line(at);
    return {.code = "yaml.unterminated-string",
            .detail = std::string("the closing ") + text_[at] + " is missing",
            .hint = std::string("put a ") + text_[at] + " behind the text",
            .where = span_of(at, at + std::max<std::size_t>(line.size(), 1))};
}

YamlFault YamlMistakes::alias_name(std::size_t at, std::size_t end) const
{
    return {.detail = "text without quotes cannot begin with '*', which refers to a value with an anchor",
            .hint = "put quotes around the text",
            .where = span_of(at, std::max(at + 1, end))};
}

YamlFault YamlMistakes::unknown_alias(Span where, const Anchors& anchors) const
{
    const std::string_view word = written(where);
    std::vector<std::string_view> names;
    for (const auto& [name, place] : anchors)
    {
        names.push_back(name);
    }
    std::ranges::sort(names);
    const auto meant = did_you_mean(word.substr(1), names);
    return {.code = "yaml.alias-unknown",
            .detail = quoted_for_people(word) + " refers to an anchor '&" + std::string(word.substr(1)) +
                      "' above, and there is none",
            .hint = meant ? "did you mean '*" + std::string(*meant) + "'?"
                          : "mark the value with '&" + std::string(word.substr(1)) + "', or put quotes around the text",
            .where = where};
}

YamlFault YamlMistakes::anchor_name(std::size_t at, std::size_t end) const
{
    return {.detail = "text without quotes cannot begin with '&', which gives a value a name for aliases",
            .hint = "put quotes around the text",
            .where = span_of(at, std::max(at + 1, end))};
}

YamlFault YamlMistakes::anchor_twice(Span where, std::size_t first) const
{
    const std::string_view word = written(where);
    return {.code = "yaml.duplicate-anchor",
            .detail = quoted_for_people(word) + " was already defined on line " + line_of(first),
            .hint = "give it another name",
            .where = where,
            .related_text = "first defined here",
            .related = span_of(first, first + word.size())};
}

YamlFault YamlMistakes::second_property(Span where) const
{
    return {.detail = "a value has one anchor and one tag at most", .hint = "remove one of them", .where = where};
}

YamlFault YamlMistakes::lone_property(std::size_t at) const
{
    return {.detail = "a key is expected behind " + quoted_for_people(rest_of_line(at)),
            .hint = "put it behind the colon of the key above, or indent it",
            .where = span_of_word(at)};
}

YamlFault YamlMistakes::alias_with_property(Span where) const
{
    return {.detail = "an alias cannot have an anchor or a tag of its own",
            .hint = "remove what stands before it",
            .where = where};
}

YamlFault YamlMistakes::tag(Span where) const
{
    const std::string_view word = written(where);
    return {.code = "yaml.tag",
            .detail = quoted_for_people(word) + " is none of !!str !!int !!float !!bool !!null !!map !!seq",
            .hint = "remove it, or put quotes around the text if it begins with '!'",
            .where = where};
}

std::string YamlMistakes::line_of(std::size_t at) const
{
    return std::to_string(source_.position(static_cast<std::uint32_t>(at)).line);
}

/// Up to the end of the line, without blanks at its end.
std::string_view YamlMistakes::rest_of_line(std::size_t at) const
{
    const std::string_view rest = text_.substr(at, std::min(text_.find_first_of("\r\n", at), text_.size()) - at);
    return rest.substr(0, rest.find_last_not_of(" \t") + 1);
}

Span YamlMistakes::span_of(std::size_t begin, std::size_t end) const
{
    return {static_cast<std::uint32_t>(std::min(begin, text_.size())),
            static_cast<std::uint32_t>(std::min(end, text_.size()))};
}

Span YamlMistakes::span_of_word(std::size_t at) const
{
    const std::string_view line = rest_of_line(at);
    return span_of(at, at + std::max<std::size_t>(std::min(line.find_first_of(" :,[]{}"), line.size()), 1));
}

Span YamlMistakes::first_line_of(const Token& token) const
{
    const std::size_t size = rest_of_line(token.where.begin).size();
    return span_of(token.where.begin, std::min<std::size_t>(token.where.end, token.where.begin + size));
}

Span YamlMistakes::span_of_rest(std::size_t at) const
{
    return span_of(at, at + std::max<std::size_t>(rest_of_line(at).size(), 1));
}

std::string_view YamlMistakes::written(Span where) const
{
    return text_.substr(where.begin, where.end - where.begin);
}

std::string YamlMistakes::words(const Token& token) const
{
    return quoted_for_people(written(first_line_of(token)));
}

bool YamlMistakes::spans_lines(const Token& token) const
{
    return written(token.where).find('\n') != std::string_view::npos;
}

} // namespace edgepool::doc
