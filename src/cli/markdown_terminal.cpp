// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/utf8.h"
#include "cli/markdown.h"

namespace edgepool::cli
{

namespace
{

using Kind = Block::Kind;

constexpr std::size_t margin = 2;
constexpr std::size_t narrowest = 40;
constexpr std::size_t term_width = 24; ///< at least

std::string bold(std::string_view text, Color color)
{
    return color == Color::on ? "\033[1m" + std::string(text) + "\033[0m" : std::string(text);
}

/// Inline marks become what a terminal has: `code` and **strong** are bold, [text](link) is the text.
std::string inline_text(std::string_view text, Color color)
{
    std::string shown;
    while (!text.empty())
    {
        const std::string_view mark = text.starts_with("**") ? "**" : text.starts_with('`') ? "`" : "";
        const std::size_t end = mark.empty() ? std::string_view::npos : text.find(mark, mark.size());
        const std::size_t link = text.starts_with('[') ? text.find("](") : std::string_view::npos;
        const std::size_t link_end = link != std::string_view::npos ? text.find(')', link) : link;
        if (end != std::string_view::npos)
        {
            shown += bold(text.substr(mark.size(), end - mark.size()), color);
            text.remove_prefix(end + mark.size());
        }
        else if (link_end != std::string_view::npos)
        {
            shown += text.substr(1, link - 1);
            text.remove_prefix(link_end + 1);
        }
        else
        {
            shown += text.front();
            text.remove_prefix(1);
        }
    }
    return shown;
}

std::size_t visible_width(std::string_view text)
{
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] == '\033')
        {
            i = text.find('m', i);
            continue;
        }
        plain += text[i];
    }
    return utf8::display_width(plain);
}

/// Breaks at blanks; the first line is indented by `first`, the others by `rest`.
std::string wrapped(std::string_view text, std::size_t width, const std::string& first, const std::string& rest)
{
    std::string out = first;
    std::size_t column = visible_width(std::string_view(first).substr(first.rfind('\n') + 1)); // npos + 1 is 0
    bool at_start = true;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty())
        {
            continue;
        }
        if (!at_start && column + 1 + visible_width(word) > width)
        {
            out += "\n" + rest;
            column = rest.size();
            at_start = true;
        }
        out += (at_start ? "" : " ") + std::string(word);
        column += visible_width(word) + (at_start ? 0 : 1);
        at_start = false;
    }
    return out + "\n";
}

std::string code_text(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        out += line.empty() ? "\n" : std::string(margin + 2, ' ') + std::string(line) + "\n";
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

/// Of a table: as wide as its terms need, but not more than half of the line.
std::size_t width_of_terms(const std::vector<Block>& blocks, std::size_t first, std::size_t width)
{
    std::size_t widest = term_width;
    for (std::size_t i = first; i < blocks.size() && blocks[i].kind == Kind::row; ++i)
    {
        const std::size_t needed =
            blocks[i].cells.empty() ? 0 : visible_width(inline_text(blocks[i].cells.front(), Color::off)) + 2;
        widest = needed <= width / 2 ? std::max(widest, needed) : widest;
    }
    return widest;
}

std::string row_text(const Block& block, std::size_t terms, std::size_t width, Color color)
{
    std::string rest;
    for (std::size_t i = 1; i < block.cells.size(); ++i)
    {
        rest += (rest.empty() ? "" : "; ") + inline_text(block.cells[i], color);
    }
    const std::string term =
        std::string(margin, ' ') + inline_text(block.cells.empty() ? "" : block.cells.front(), color);
    const std::string indent(margin + terms, ' ');
    const std::size_t used = visible_width(term);
    const bool fits = used + 1 < indent.size();
    return wrapped(rest, width, fits ? term + std::string(indent.size() - used, ' ') : term + "\n" + indent, indent);
}

std::string block_text(const Block& block, std::size_t terms, std::size_t width, Color color)
{
    const std::string indent(margin, ' ');
    switch (block.kind)
    {
    case Kind::title:
    case Kind::heading:
        return bold(inline_text(block.text, Color::off), color) + "\n";
    case Kind::item:
        return wrapped(inline_text(block.text, color), width, indent + "- ", indent + "  ");
    case Kind::code:
        return code_text(block.text);
    case Kind::row:
        return row_text(block, terms, width, color);
    case Kind::paragraph:
        break;
    }
    return wrapped(inline_text(block.text, color), width, indent, indent);
}

bool are_neighbours(Kind earlier, Kind later)
{
    return earlier == Kind::heading || (earlier == later && (later == Kind::item || later == Kind::row));
}

} // namespace

std::string to_terminal(const std::vector<Block>& blocks, std::size_t width, Color color)
{
    std::string out;
    width = std::max(width, narrowest);
    std::size_t terms = term_width;
    for (std::size_t i = 0; i < blocks.size(); ++i)
    {
        const bool begins_table = blocks[i].kind == Kind::row && (i == 0 || blocks[i - 1].kind != Kind::row);
        terms = begins_table ? width_of_terms(blocks, i, width) : terms;
        out += i == 0 || are_neighbours(blocks[i - 1].kind, blocks[i].kind) ? "" : "\n";
        out += block_text(blocks[i], terms, width, color);
    }
    return out;
}

} // namespace edgepool::cli
