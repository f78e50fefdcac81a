// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>

#include "cli/markdown.h"

namespace edgepool::cli
{

namespace
{

using Kind = Block::Kind;

/// Characters that man(7) would act upon stand for themselves.
std::string escaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
    {
        const char c = text[i];
        if (c == '\\')
        {
            out += "\\e";
        }
        else if (c == '-')
        {
            out += "\\-";
        }
        else if ((c == '.' || c == '\'') && (i == 0 || text[i - 1] == '\n'))
        {
            out += std::string("\\&") + c;
        }
        else
        {
            out += c;
        }
    }
    return out;
}

std::string inline_roff(std::string_view text)
{
    std::string out;
    while (!text.empty())
    {
        const std::string_view mark = text.starts_with("**") ? "**" : text.starts_with('`') ? "`" : "";
        const std::size_t end = mark.empty() ? std::string_view::npos : text.find(mark, mark.size());
        if (end != std::string_view::npos)
        {
            out += "\\fB" + escaped(text.substr(mark.size(), end - mark.size())) + "\\fR";
            text.remove_prefix(end + mark.size());
            continue;
        }
        const std::size_t plain = std::min(text.find_first_of("*`", 1), text.size());
        const std::string part = escaped(text.substr(0, plain));
        // Only a text line's beginning needs the guard that escaped() puts there.
        out += !out.empty() && part.starts_with("\\&") ? part.substr(2) : part;
        text.remove_prefix(plain);
    }
    return out;
}

std::string upper(std::string_view text)
{
    std::string out(text);
    std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return out;
}

std::string without_marks(std::string_view text)
{
    std::string plain(text);
    std::erase(plain, '`');
    return plain;
}

std::string block_roff(const Block& block)
{
    switch (block.kind)
    {
    case Kind::title:
        return "";
    case Kind::heading:
        return ".SH " + upper(escaped(without_marks(block.text))) + "\n";
    case Kind::item:
        return ".IP \\(bu 3\n" + inline_roff(block.text) + "\n";
    case Kind::code:
        return ".PP\n.RS 4\n.nf\n" + escaped(block.text) + ".fi\n.RE\n";
    case Kind::row:
    {
        std::string rest;
        for (std::size_t i = 1; i < block.cells.size(); ++i)
        {
            rest += (rest.empty() ? "" : "; ") + inline_roff(block.cells[i]);
        }
        return ".TP\n" + inline_roff(block.cells.empty() ? "" : block.cells.front()) + "\n" + rest + "\n";
    }
    case Kind::paragraph:
        break;
    }
    return ".PP\n" + inline_roff(block.text) + "\n";
}

} // namespace

std::string to_manual(const std::vector<Block>& blocks, std::string_view name, std::string_view version)
{
    std::string out = ".TH " + upper(escaped(name)) + R"( 1 "" "edgepool )" + std::string(version) +
                      "\" \"User Commands\"\n.SH NAME\n";
    const auto title = std::ranges::find(blocks, Kind::title, &Block::kind);
    if (title != blocks.end())
    {
        const std::size_t colon = title->text.find(": ");
        out += escaped(name) + " \\- " +
               inline_roff(colon != std::string::npos ? std::string_view(title->text).substr(colon + 2) : title->text) +
               "\n";
    }
    Kind previous = Kind::title;
    for (const Block& block : blocks)
    {
        std::string text = block_roff(block);
        if (previous == Kind::heading && text.starts_with(".PP\n"))
        {
            text.erase(0, 4); // a paragraph break behind a heading is one too many
        }
        out += text;
        previous = block.kind;
    }
    return out;
}

} // namespace edgepool::cli
