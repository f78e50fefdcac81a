// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_mistakes.h"

#include <algorithm>
#include <string>

#include "doc/yaml_scalar_ends.h"
#include "doc/yaml_shapes.h"

namespace edgepool::doc
{

YamlFault YamlMistakes::indented_between(std::size_t at, std::size_t outer) const
{
    return {.detail = "this line is indented more than line " + line_of(outer) +
                      ", but less than the lines that belong to it",
            .hint = "indent it like the line that it belongs to",
            .where = span_of_word(at),
            .related_text = "indented less",
            .related = span_of_word(outer)};
}

YamlFault YamlMistakes::indented_less(std::size_t at, std::size_t first) const
{
    return {.detail = "this line is indented less than the first one, line " + line_of(first),
            .hint = "begin all lines of the outermost level in the same column",
            .where = span_of_word(at),
            .related_text = "the first line",
            .related = span_of_word(first)};
}

YamlFault YamlMistakes::indented_for_nothing(std::size_t at, const Token& before) const
{
    if (before.kind == TokenKind::scalar && spans_lines(before))
    {
        return after_value(at, before);
    }
    const bool was_plain = before.kind == TokenKind::scalar && before.style == Style::plain;
    if (was_plain && !looks_like_key_or_entry(rest_of_line(at)))
    {
        return {.detail = "the text " + words(before) + " ended at the comment on line " + line_of(before.where.end),
                .hint = "move the comment to a line of its own above, or put quotes around the text",
                .where = span_of_rest(at)};
    }
    return {.detail = "this line is indented as if it belonged to line " + line_of(before.where.begin) +
                      ", which already has its value",
            .hint = "indent it like the lines that it belongs to",
            .where = span_of_word(at),
            .related_text = "this has its value",
            .related = before.where};
}

YamlFault YamlMistakes::after_value(std::size_t at, const Token& before) const
{
    const char last = before.where.end > before.where.begin ? text_[before.where.end - 1] : ' ';
    const bool was_quoted = before.kind == TokenKind::scalar && before.style == Style::quoted;
    if (was_quoted && spans_lines(before))
    {
        YamlFault fault = unterminated(before.where.begin);
        fault.detail = std::string("the text that begins here ends on line ") + line_of(before.where.end) +
                       ", and more text follows there";
        return fault;
    }
    if (was_quoted)
    {
        const std::string inside = last == '"' ? "\\\"" : "''";
        return {.detail = "there is text behind the closing quote",
                .hint = "put the whole value in quotes; a quote inside of the text is written " + inside,
                .where = span_of_rest(at)};
    }
    if (before.kind == TokenKind::close)
    {
        return {.detail = std::string("there is text behind the closing ") + last,
                .hint = "put quotes around the whole value if it is text, or remove what is too much",
                .where = span_of_rest(at)};
    }
    return {.detail = "there is more text behind the value",
            .hint = "put quotes around the whole value, or remove what is too much",
            .where = span_of_rest(at)};
}

YamlFault YamlMistakes::after_document(std::size_t at) const
{
    return {.detail = "the document is complete before this line",
            .hint = "begin all lines of the outermost level in the same column, as 'key: value' or as '- item'",
            .where = span_of_rest(at)};
}

YamlFault YamlMistakes::not_an_entry(std::size_t at, std::size_t first_entry) const
{
    if (has_tight_dash(rest_of_line(at)))
    {
        return missing_space_after_dash(at);
    }
    return {.detail = "the lines of this list, from line " + line_of(first_entry) + " on, begin with '- '",
            .hint = "put '- ' before it, or indent it differently",
            .where = span_of_word(at),
            .related_text = "the list begins here",
            .related = span_of(first_entry, first_entry + 1)};
}

YamlFault YamlMistakes::entry_among_keys(std::size_t at, std::size_t first_key) const
{
    return {.detail = "a list item stands where a key is expected, as on line " + line_of(first_key),
            .hint = "indent it like the other items of its list, or give the list a key of its own",
            .where = span_of(at, at + 1),
            .related_text = "keys are in this column",
            .related = span_of_word(first_key)};
}

YamlFault YamlMistakes::entry_on_line_of_key(std::size_t at) const
{
    if (is_blank_at(text_, at + 1) && rest_of_line(at).size() == 1)
    {
        return {.detail = "a '-' alone begins a list, which cannot stand on the line of its key",
                .hint = "put the list on the lines below, or put quotes around the '-'",
                .where = span_of(at, at + 1)};
    }
    return {.detail = "a list cannot begin on the line of its key",
            .hint = "put each '- ' on a line of its own below, or put quotes around the text",
            .where = span_of_rest(at)};
}

YamlFault YamlMistakes::missing_space_after_dash(std::size_t at) const
{
    return {.detail = "a space must follow the '-' of a list item",
            .hint = "write '- " + shortened(rest_of_line(at).substr(1)) + "'",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::missing_space_after_colon(std::size_t key, std::size_t colon, std::size_t end) const
{
    const std::string name(text_.substr(key, colon - key));
    const std::string value = shortened(text_.substr(colon + 1, end - colon - 1));
    return {.detail = "a space must follow the colon",
            .hint = "write '" + name + ": " + value + "'",
            .where = span_of(colon, colon + 1)};
}

YamlFault YamlMistakes::missing_colon(const Token& scalar) const
{
    const std::string_view line = rest_of_line(scalar.where.begin);
    if (scalar.style == Style::plain)
    {
        if (has_tight_dash(line))
        {
            return missing_space_after_dash(scalar.where.begin);
        }
        if (const std::size_t colon = find_tight_colon(line); colon != std::string_view::npos)
        {
            return missing_space_after_colon(scalar.where.begin, scalar.where.begin + colon, first_line_of(scalar).end);
        }
        if (looks_like_foreign_comment(line))
        {
            return foreign_comment(scalar.where.begin);
        }
        if (const std::size_t sign = line.find('='); sign != std::string_view::npos && sign > 0)
        {
            return equals_for_colon(scalar.where.begin, scalar.where.begin + sign);
        }
    }
    return {.detail = "there is no colon behind " + words(scalar),
            .hint = "write 'key: value'; or indent the line if it continues the text above",
            .where = first_line_of(scalar)};
}

YamlFault YamlMistakes::equals_for_colon(std::size_t key, std::size_t sign) const
{
    const std::string name(rest_of_line(key).substr(0, sign - key));
    const std::string value(rest_of_line(sign).substr(1));
    return {.detail = "there is no colon behind the key",
            .hint = "write '" + shortened(name.substr(0, name.find_last_not_of(' ') + 1)) + ": " +
                    shortened(value.substr(std::min(value.find_first_not_of(' '), value.size()))) + "'",
            .where = span_of(sign, sign + 1)};
}

YamlFault YamlMistakes::foreign_comment(std::size_t at) const
{
    return {.detail = "this is no comment in YAML", .hint = "begin comments with '#'", .where = span_of(at, at + 2)};
}

YamlFault YamlMistakes::not_a_key(std::size_t at, std::size_t first_key) const
{
    return {.detail = "a key is expected here, as on line " + line_of(first_key),
            .hint = "indent it if it is the value of the key above",
            .where = span_of_rest(at),
            .related_text = "keys are in this column",
            .related = span_of_word(first_key)};
}

YamlFault YamlMistakes::colon_in_value(const Token& scalar, std::size_t colon) const
{
    const std::string line = shortened(rest_of_line(scalar.where.begin));
    const std::string quote = line.find('"') == std::string::npos ? "\"" : "'";
    const bool has_both = line.find(quote) != std::string::npos;
    return {.detail = "a second ': ' on the line would make a key of " + words(scalar),
            .hint = "put quotes around the value" + (has_both ? std::string() : ": " + quote + line + quote) +
                    "; or put what belongs to the key on the lines below",
            .where = span_of(colon, colon + 1)};
}

YamlFault YamlMistakes::key_over_lines(const Token& scalar, std::size_t colon, bool begins_line) const
{
    if (scalar.style == Style::quoted)
    {
        YamlFault fault = unterminated(scalar.where.begin);
        fault.detail = "the text that begins here ends on line " + line_of(scalar.where.end) + ", as if it were a key";
        return fault;
    }
    const std::string_view first_line = rest_of_line(scalar.where.begin);
    if (const std::size_t tight = find_tight_colon(first_line); tight != std::string_view::npos && begins_line)
    {
        return missing_space_after_colon(scalar.where.begin, scalar.where.begin + tight, first_line_of(scalar).end);
    }
    if (begins_line)
    {
        return missing_colon({.kind = TokenKind::scalar, .where = first_line_of(scalar)});
    }
    const std::size_t line = text_.rfind('\n', colon) + 1;
    const std::size_t word = std::min(text_.find_first_not_of(' ', line), text_.size());
    return {.detail = "this line continues the text " + words(scalar) + " of line " + line_of(scalar.where.begin) +
                      ", and so it cannot be a key",
            .hint = "indent it like the lines that it belongs to",
            .where = span_of(word, colon + 1),
            .related_text = "the text begins here",
            .related = first_line_of(scalar)};
}

/// Each line begins like "-item" or "word:value": a list or a mapping was meant, but YAML takes it all for one text.
bool YamlMistakes::looks_like_lines_of_a_collection(const Token& scalar) const
{
    if (!begins_line(scalar.where.begin))
    {
        return false;
    }
    std::string_view lines = written(scalar.where);
    const bool is_list = has_tight_dash(lines);
    while (!lines.empty())
    {
        const bool fits = is_list ? has_tight_dash(lines) : find_tight_colon(lines) != std::string_view::npos;
        if (!fits)
        {
            return false;
        }
        lines.remove_prefix(std::min(lines.find('\n'), lines.size()));
        lines.remove_prefix(std::min(lines.find_first_not_of(" \r\n"), lines.size()));
    }
    return true;
}

/// A text without quotes goes on over line ends. It is refused where nobody can have meant that.
std::optional<YamlFault> YamlMistakes::lines_that_run_together(const Token& scalar) const
{
    if (scalar.style != Style::plain || !spans_lines(scalar))
    {
        return std::nullopt;
    }
    if (looks_like_lines_of_a_collection(scalar))
    {
        const std::string_view line = rest_of_line(scalar.where.begin);
        return has_tight_dash(line)
                   ? missing_space_after_dash(scalar.where.begin)
                   : missing_space_after_colon(scalar.where.begin, scalar.where.begin + find_tight_colon(line),
                                               first_line_of(scalar).end);
    }
    for (std::size_t at = text_.find('\n', scalar.where.begin); at < scalar.where.end; at = text_.find('\n', at))
    {
        at = std::min(text_.find_first_not_of(" \r\n", at), text_.size());
        if (text_[at] == '-' && is_blank_at(text_, at + 1))
        {
            return YamlFault{.detail = "this line continues the text " + words(scalar) + " of line " +
                                       line_of(scalar.where.begin) + ", and so it is no list item",
                             .hint = "indent it like the other items, or put quotes around the whole text",
                             .where = span_of(at, at + 1),
                             .related_text = "the text begins here",
                             .related = first_line_of(scalar)};
        }
    }
    return std::nullopt;
}

YamlFault YamlMistakes::missing_key(std::size_t at) const
{
    return {.code = "yaml.key-not-text",
            .detail = "there is no key here",
            .hint = "write 'key: value', or put quotes around the text",
            .where = span_of(at, at + 1)};
}

YamlFault YamlMistakes::long_key(const Token& scalar) const
{
    return {.detail = "a key of more than 1024 characters is announced by '? ' on a line of its own",
            .hint = "use a shorter key",
            .where = scalar.where};
}

YamlFault YamlMistakes::key_not_text(Span where, std::string_view what) const
{
    const bool is_template = text_.substr(where.begin).starts_with('{') && where.begin > 0 &&
                             (text_[where.begin - 1] == '{' || text_.substr(where.begin).starts_with("{{"));
    return {.code = "yaml.key-not-text",
            .detail = std::string(what) + " cannot be a key",
            .hint = is_template ? "put quotes around the whole text if '{{' belongs to it"
                                : "use text as the key, and put quotes around it if it has special characters",
            .where = where};
}

bool YamlMistakes::begins_line(std::size_t at) const
{
    const std::size_t word = at == 0 ? std::string_view::npos : text_.find_last_not_of(' ', at - 1);
    return word == std::string_view::npos || text_[word] == '\n';
}

} // namespace edgepool::doc
