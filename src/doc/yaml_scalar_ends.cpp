// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_scalar_ends.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace edgepool::doc
{

namespace
{

Span span_of(std::size_t begin, std::size_t end)
{
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool is_line_end_at(std::string_view text, std::size_t at)
{
    return at >= text.size() || text[at] == '\n' || text[at] == '\r';
}

std::size_t skip_spaces(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_not_of(' ', at), text.size());
}

std::size_t end_of_line(std::string_view text, std::size_t at)
{
    return std::min(text.find_first_of("\r\n", at), text.size());
}

/// The start of the next line, or the end of the text.
std::size_t next_line(std::string_view text, std::size_t at)
{
    const std::size_t feed = text.find('\n', at);
    return feed == std::string_view::npos ? text.size() : feed + 1;
}

bool ends_plain(std::string_view text, std::size_t at, Surroundings surroundings)
{
    const char c = text[at];
    const bool in_flow = surroundings == Surroundings::flow;
    if (c == ':')
    {
        constexpr std::string_view flow_ends = ",[]{}";
        return is_blank_at(text, at + 1) || (in_flow && flow_ends.find(text[at + 1]) != std::string_view::npos);
    }
    constexpr std::string_view flow_indicators = ",?[]{}";
    return is_blank_at(text, at) || (in_flow && flow_indicators.find(c) != std::string_view::npos);
}

struct NextWord
{
    std::size_t at = 0;
    bool is_on_new_line = false;
    std::size_t line_start = 0;
    bool stops = false; ///< by the mark of another document
};

NextWord find_next_word(std::string_view text, std::size_t at)
{
    NextWord next{.at = skip_spaces(text, at)};
    while (next.at < text.size() && is_line_end_at(text, next.at))
    {
        next.is_on_new_line = true;
        next.line_start = next_line(text, next.at);
        next.stops = is_document_mark(text, next.line_start);
        if (next.stops)
        {
            break;
        }
        next.at = skip_spaces(text, next.line_start);
    }
    return next;
}

} // namespace

bool is_blank_at(std::string_view text, std::size_t at)
{
    return is_line_end_at(text, at) || text[at] == ' ' || text[at] == '\t';
}

bool is_document_mark(std::string_view text, std::size_t line_start)
{
    const std::string_view mark = text.substr(std::min(line_start, text.size()), 3);
    return (mark == "---" || mark == "...") && is_blank_at(text, line_start + 3);
}

std::size_t end_of_plain(std::string_view text, std::size_t begin, std::size_t indent, Surroundings surroundings)
{
    std::size_t end = begin;
    std::size_t at = begin;
    while (true)
    {
        while (at < text.size() && !ends_plain(text, at, surroundings))
        {
            ++at;
        }
        end = at;
        const NextWord next = find_next_word(text, at);
        const bool goes_on = next.at > at && next.at < text.size() && text[next.at] != '#' && !next.stops &&
                             !ends_plain(text, next.at, surroundings);
        const bool is_indented =
            !next.is_on_new_line || surroundings == Surroundings::flow || next.at - next.line_start >= indent;
        if (!goes_on || !is_indented)
        {
            return end;
        }
        at = next.at;
    }
}

std::optional<std::size_t> end_of_quoted(std::string_view text, std::size_t begin)
{
    const char quote = text[begin];
    for (std::size_t at = begin + 1; at < text.size(); ++at)
    {
        const char c = text[at];
        if (c == quote)
        {
            if (quote == '"' || !text.substr(at + 1).starts_with('\''))
            {
                return at + 1;
            }
            ++at;
        }
        else if (c == '\\' && quote == '"' && !is_line_end_at(text, at + 1))
        {
            ++at;
        }
        else if (c == '\n' && is_document_mark(text, at + 1))
        {
            return std::nullopt;
        }
    }
    return std::nullopt;
}

namespace
{

YamlFault bad_escape(std::string_view text, std::size_t at, std::size_t end, std::string_view reason)
{
    const std::string_view written = text.substr(at, end - at);
    return {.detail = "'" + std::string(written) + "' " + std::string(reason),
            .hint = "use single quotes, in which a backslash is just a character, or write '\\\\' for it",
            .where = span_of(at, end)};
}

std::size_t hex_digits_of(char c)
{
    switch (c)
    {
    case 'x':
        return 2;
    case 'u':
        return 4;
    case 'U':
        return 8;
    default:
        return 0;
    }
}

std::optional<YamlFault> check_code_escape(std::string_view text, std::size_t at, std::size_t count)
{
    constexpr std::string_view hex = "0123456789abcdefABCDEF";
    const std::string_view digits = text.substr(at + 2, count);
    const std::size_t valid = std::min(digits.find_first_not_of(hex), digits.size());
    if (valid < count)
    {
        return bad_escape(text, at, at + 2 + valid,
                          "is not followed by " + std::to_string(count) + " hexadecimal digits");
    }
    const unsigned long code = std::stoul(std::string(digits), nullptr, 16);
    const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    if (!is_surrogate && code <= 0x10ffff)
    {
        return std::nullopt;
    }
    YamlFault fault = bad_escape(text, at, at + 2 + count, "is no character");
    fault.hint = is_surrogate ? "write the character itself, or its whole code as \\U and eight digits"
                              : "the last character is \\U0010FFFF";
    return fault;
}

/// The escapes that YAML 1.1 and 1.2 have in common.
std::optional<YamlFault> check_escape(std::string_view text, std::size_t at)
{
    constexpr std::string_view simple = "0abtnvfre \"/\\N_LP\t\r\n";
    const char c = text[at + 1];
    if (const std::size_t count = hex_digits_of(c); count > 0)
    {
        return check_code_escape(text, at, count);
    }
    if (simple.find(c) != std::string_view::npos)
    {
        return std::nullopt;
    }
    std::size_t end = at + 2;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
    {
        ++end;
    }
    return bad_escape(text, at, end, "is no escape of YAML");
}

} // namespace

std::optional<YamlFault> find_bad_escape(std::string_view text, std::size_t begin, std::size_t end)
{
    const std::string_view scalar = text.substr(0, end);
    for (std::size_t at = scalar.find('\\', begin); at < end; at = scalar.find('\\', at + 2))
    {
        if (auto fault = check_escape(scalar, at))
        {
            return fault;
        }
    }
    return std::nullopt;
}

namespace
{

struct BlockHeader
{
    std::size_t end = 0;    ///< of the line
    std::size_t indent = 0; ///< 0: as the first line has it
    std::optional<YamlFault> fault{};
};

YamlFault text_after_header(std::string_view text, std::size_t at)
{
    const std::size_t end = end_of_line(text, at);
    return {.detail = "there is text behind the '|' or '>'",
            .hint = "begin the text on the next line, indented; or put quotes around the value",
            .where = span_of(at, std::max(end, at))};
}

BlockHeader scan_header(std::string_view text, std::size_t begin, std::size_t indent)
{
    std::size_t at = begin + 1;
    BlockHeader header{};
    bool has_chomping = false;
    for (; at < text.size(); ++at)
    {
        const bool is_chomping = text[at] == '+' || text[at] == '-';
        const bool is_indent = text[at] >= '1' && text[at] <= '9';
        if ((!is_chomping || has_chomping) && (!is_indent || header.indent > 0))
        {
            break;
        }
        has_chomping = has_chomping || is_chomping;
        header.indent = is_indent ? indent - 1 + static_cast<std::size_t>(text[at] - '0') : header.indent;
    }
    const std::size_t rest = skip_spaces(text, at);
    const bool is_comment = rest > at && rest < text.size() && text[rest] == '#';
    if (!is_line_end_at(text, rest) && !is_comment && text[rest] != '\t')
    {
        header.fault = text_after_header(text, rest);
    }
    else if (rest < text.size() && text[rest] == '\t')
    {
        header.fault = {.code = "yaml.tab",
                        .detail = "not every YAML reader accepts a tab here",
                        .hint = "use spaces",
                        .where = span_of(rest, rest + 1)};
    }
    header.end = end_of_line(text, rest);
    return header;
}

struct FirstLine
{
    std::size_t start = 0;
    std::size_t spaces = 0;
    std::size_t most_spaces_above = 0; ///< in blank lines
    std::size_t widest_blank_line = 0; ///< its start
};

FirstLine find_first_line(std::string_view text, std::size_t start)
{
    FirstLine first{.start = start};
    while (first.start < text.size())
    {
        const std::size_t word = skip_spaces(text, first.start);
        first.spaces = word - first.start;
        if (!is_line_end_at(text, word))
        {
            return first;
        }
        if (first.spaces > first.most_spaces_above)
        {
            first.most_spaces_above = first.spaces;
            first.widest_blank_line = first.start;
        }
        first.start = next_line(text, word);
    }
    first.spaces = 0;
    return first;
}

} // namespace

BlockScalar scan_block_scalar(std::string_view text, std::size_t begin, std::size_t indent)
{
    BlockHeader header = scan_header(text, begin, indent);
    if (header.fault)
    {
        return {.fault = std::move(header.fault)};
    }
    std::size_t at = next_line(text, header.end);
    if (header.indent == 0)
    {
        const FirstLine first = find_first_line(text, at);
        header.indent = std::max({indent, first.spaces, first.most_spaces_above});
        if (first.spaces >= indent && first.most_spaces_above > first.spaces)
        {
            return {.fault = YamlFault{
                        .detail = "a blank line above the text has more spaces than the text",
                        .hint = "remove the spaces of that line",
                        .where = span_of(first.widest_blank_line, first.widest_blank_line + first.most_spaces_above)}};
        }
    }
    BlockScalar scalar{.end = header.end, .indent = header.indent, .next = at};
    while (at < text.size())
    {
        const std::size_t word = skip_spaces(text, at);
        const bool is_blank = is_line_end_at(text, word);
        if (!is_blank && word - at < header.indent)
        {
            break;
        }
        scalar.end = is_blank ? scalar.end : end_of_line(text, word);
        at = next_line(text, word);
        scalar.next = at;
    }
    return scalar;
}

} // namespace edgepool::doc
