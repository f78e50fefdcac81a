// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_scalar_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "doc/characters.h"
#include "doc/yaml_scalar_ends.h"

namespace edgepool::doc
{

namespace
{

constexpr std::string_view blanks = " \t";
constexpr std::string_view blanks_and_line_ends = " \t\r\n";

/// The blanks and line ends at the beginning of `rest` as folding leaves them: one line end is a space, more are one
/// less.
std::string folded_blanks(std::string_view white)
{
    const auto line_ends = static_cast<std::size_t>(std::ranges::count(white, '\n'));
    if (line_ends == 0)
    {
        return std::string(white);
    }
    return line_ends == 1 ? " " : std::string(line_ends - 1, '\n');
}

std::string_view take_blanks(std::string_view& rest)
{
    const std::string_view white = rest.substr(0, std::min(rest.find_first_not_of(blanks_and_line_ends), rest.size()));
    rest.remove_prefix(white.size());
    return white;
}

std::string plain_text(std::string_view rest)
{
    std::string out;
    while (!rest.empty())
    {
        const std::string_view word = rest.substr(0, rest.find_first_of(blanks_and_line_ends));
        out += word;
        rest.remove_prefix(word.size());
        out += folded_blanks(take_blanks(rest));
    }
    return out;
}

std::string single_quoted_text(std::string_view rest)
{
    std::string out;
    while (!rest.empty())
    {
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n'"));
        out += word;
        rest.remove_prefix(word.size());
        if (rest.starts_with('\''))
        {
            out += '\'';
            rest.remove_prefix(2);
            continue;
        }
        out += folded_blanks(take_blanks(rest));
    }
    return out;
}

void append_utf8(std::string& out, unsigned long code)
{
    const auto append = [&out](unsigned long byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
    if (code < 0x80)
    {
        append(code);
    }
    else if (code < 0x800)
    {
        append(0xc0U | (code >> 6U));
        append(0x80U | (code & 0x3fU));
    }
    else if (code < 0x10000)
    {
        append(0xe0U | (code >> 12U));
        append(0x80U | ((code >> 6U) & 0x3fU));
        append(0x80U | (code & 0x3fU));
    }
    else
    {
        append(0xf0U | (code >> 18U));
        append(0x80U | ((code >> 12U) & 0x3fU));
        append(0x80U | ((code >> 6U) & 0x3fU));
        append(0x80U | (code & 0x3fU));
    }
}

unsigned long simple_escape(char c)
{
    constexpr std::string_view names = "0abtnvfreN_LP";
    constexpr std::array<unsigned long, 13> codes{0x00, 0x07, 0x08, 0x09, 0x0a,   0x0b,  0x0c,
                                                  0x0d, 0x1b, 0x85, 0xa0, 0x2028, 0x2029};
    const std::size_t at = names.find(c);
    return at == std::string_view::npos ? static_cast<unsigned char>(c) : codes[at];
}

/// Takes what stands behind the backslash; the scanner has seen that it is an escape.
void append_escape(std::string& out, std::string_view& rest)
{
    const char c = rest.front();
    rest.remove_prefix(1);
    if (c == '\n' || c == '\r')
    {
        rest.remove_prefix(c == '\r' ? 1 : 0);
        out.append(static_cast<std::size_t>(std::ranges::count(take_blanks(rest), '\n')), '\n');
        return;
    }
    const std::size_t digits = c == 'x' ? 2 : (c == 'u' ? 4 : (c == 'U' ? 8 : 0));
    append_utf8(out, digits > 0 ? std::stoul(std::string(rest.substr(0, digits)), nullptr, 16) : simple_escape(c));
    rest.remove_prefix(digits);
}

std::string double_quoted_text(std::string_view rest)
{
    std::string out;
    while (!rest.empty())
    {
        const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n\\"));
        out += word;
        rest.remove_prefix(word.size());
        if (rest.starts_with('\\'))
        {
            rest.remove_prefix(1);
            append_escape(out, rest);
            continue;
        }
        out += folded_blanks(take_blanks(rest));
    }
    return out;
}

/// Takes a line; its line end is left out.
std::string_view take_line(std::string_view& rest)
{
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r'))
    {
        line.remove_suffix(1);
    }
    return line;
}

bool is_more_indented(std::string_view line)
{
    return line.find_first_of(blanks) == 0;
}

struct BlockLines
{
    std::string_view rest{};
    std::size_t indent = 0;

    /// Whether another line of content follows; the empty lines before it are counted.
    bool next(std::string_view& line, std::size_t& empty_lines)
    {
        empty_lines = 0;
        while (!rest.empty())
        {
            const std::size_t spaces = std::min(rest.find_first_not_of(' '), rest.size());
            const bool is_blank = spaces == rest.size() || rest[spaces] == '\n' || rest[spaces] == '\r';
            if (spaces > indent || (spaces == indent && !is_blank))
            {
                line = take_line(rest).substr(indent);
                return true;
            }
            if (!is_blank)
            {
                return false;
            }
            const bool has_line_end = rest.find('\n') != std::string_view::npos;
            take_line(rest);
            empty_lines += has_line_end ? 1 : 0;
        }
        return false;
    }
};

std::string block_text(std::string_view text, const Token& scalar)
{
    std::string_view rest = text.substr(scalar.where.begin);
    const std::string_view header = take_line(rest);
    const std::string_view indicators = header.substr(0, 3).substr(0, header.find(' '));
    const bool is_folded = header.starts_with('>');
    BlockLines lines{.rest = rest, .indent = scalar.indent};
    std::string out;
    std::string_view line;
    std::size_t empty_lines = 0;
    bool has_line = false;
    bool was_more_indented = false;
    bool ended_by_line_end = false;
    while (lines.next(line, empty_lines))
    {
        const bool folds = is_folded && !was_more_indented && !is_more_indented(line);
        if (has_line)
        {
            out += folds ? (empty_lines == 0 ? " " : "") : "\n";
        }
        out.append(empty_lines, '\n');
        out += line;
        has_line = true;
        was_more_indented = is_more_indented(line);
        ended_by_line_end = text[static_cast<std::size_t>(lines.rest.data() - text.data()) - 1] == '\n';
    }
    const bool strips = indicators.find('-') != std::string_view::npos;
    const bool keeps = indicators.find('+') != std::string_view::npos;
    out += has_line && ended_by_line_end && !strips ? "\n" : "";
    out.append(keeps ? empty_lines : 0, '\n');
    return out;
}

} // namespace

std::string scalar_text(std::string_view text, const Token& scalar)
{
    const std::string_view written = text.substr(scalar.where.begin, scalar.where.end - scalar.where.begin);
    if (scalar.style == Style::block)
    {
        return block_text(text, scalar);
    }
    if (scalar.style == Style::plain)
    {
        return plain_text(written);
    }
    const std::string_view inside = written.substr(1, written.size() - 2);
    return written.starts_with('"') ? double_quoted_text(inside) : single_quoted_text(inside);
}

} // namespace edgepool::doc
