// SPDX-License-Identifier: Apache-2.0
#include "base/render.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "base/utf8.h"

namespace edgepool
{

namespace
{

constexpr std::size_t longest_quoted_line = 160;

struct Paint
{
    Color color = Color::off;

    std::string operator()(std::string_view escape, std::string_view text) const
    {
        if (color == Color::off)
        {
            return std::string(text);
        }
        return "\033[" + std::string(escape) + "m" + std::string(text) + "\033[0m";
    }
};

constexpr std::string_view bold = "1";
constexpr std::string_view cyan = "36";

std::string_view escape_for(Severity severity)
{
    switch (severity)
    {
    case Severity::note:
        return "1;36";
    case Severity::warning:
        return "1;35";
    case Severity::error:
        break;
    }
    return "1;31";
}

std::string place(const SourceRange& where)
{
    const Position at = where.begin();
    return utf8::printable(where.source->name()) + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) +
           ":";
}

/// A part of a line that fits the screen, and what stands left of the marked piece and in it.
struct Excerpt
{
    std::string_view before;
    std::string_view marked;
    std::string_view after;
    bool cut_left = false;
    bool cut_right = false;
};

Excerpt excerpt_of(const SourceRange& where)
{
    const std::uint32_t number = where.begin().line;
    const std::string_view line = where.source->line(number);
    const std::size_t start = where.source->line_start(number);
    const std::size_t from = utf8::character_start(line, std::min<std::size_t>(where.span.begin - start, line.size()));
    const std::size_t to =
        std::clamp<std::size_t>(where.span.end < start ? 0 : where.span.end - start, from, line.size());
    const bool cut_left = line.size() > longest_quoted_line && from > longest_quoted_line / 2;
    const std::size_t first = cut_left ? utf8::character_start(line, from - longest_quoted_line / 2) : 0;
    const bool cut_right = line.size() - first > longest_quoted_line;
    const std::size_t last = cut_right ? utf8::character_start(line, first + longest_quoted_line) : line.size();
    const std::size_t marked_to = std::clamp(to, from, last);
    return {.before = line.substr(first, from - first),
            .marked = line.substr(from, marked_to - from),
            .after = line.substr(marked_to, last - marked_to),
            .cut_left = cut_left,
            .cut_right = cut_right};
}

/// White space under `text` that puts what follows in the same column, tabs kept as tabs.
std::string blank_like(std::string_view text)
{
    std::string blank;
    std::size_t start = 0;
    for (std::size_t tab = text.find('\t'); tab != std::string_view::npos; tab = text.find('\t', start))
    {
        blank += std::string(utf8::display_width(text.substr(start, tab - start)), ' ') + '\t';
        start = tab + 1;
    }
    return blank + std::string(utf8::display_width(text.substr(start)), ' ');
}

/// Tabs as single blanks: the mark under the text is as wide as the text.
std::string without_tabs(std::string text)
{
    std::ranges::replace(text, '\t', ' ');
    return text;
}

std::string quote(const SourceRange& where, std::string_view mark_escape, const Paint& paint)
{
    const std::string number = std::to_string(where.begin().line);
    const std::string gutter = std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number;
    const Excerpt excerpt = excerpt_of(where);
    const std::string before = (excerpt.cut_left ? "..." : "") + utf8::printable(excerpt.before);
    const std::string marked = without_tabs(utf8::printable(excerpt.marked));
    const std::size_t width = std::max<std::size_t>(utf8::display_width(marked), 1);
    return gutter + "| " + before + marked + utf8::printable(excerpt.after) + (excerpt.cut_right ? "..." : "") + "\n" +
           std::string(gutter.size(), ' ') + "| " + blank_like(before) +
           paint(mark_escape, "^" + std::string(width - 1, '~')) + "\n";
}

std::string related_place(const RelatedPlace& related, const Paint& paint)
{
    const std::string note = paint(escape_for(Severity::note), "note:") + " " + utf8::printable(related.text) + "\n";
    if (!related.where.known())
    {
        return "  " + note;
    }
    return "  " + place(related.where) + " " + note + quote(related.where, escape_for(Severity::note), paint);
}

} // namespace

std::string render(const Diagnostic& diagnostic, Color color)
{
    const Paint paint{color};
    const std::string_view escape = escape_for(diagnostic.severity);
    std::string text = diagnostic.where.known() ? paint(bold, place(diagnostic.where)) + " " : "edgepool: ";
    text += paint(escape, std::string(to_string(diagnostic.severity)) + ":") + " ";
    text +=
        paint(bold, diagnostic.summary + (diagnostic.detail.empty() ? "" : ": " + utf8::printable(diagnostic.detail)));
    text += diagnostic.code.empty() ? "\n" : " [" + diagnostic.code + "]\n";
    if (diagnostic.where.known() && !diagnostic.where.source->text().empty())
    {
        text += quote(diagnostic.where, escape, paint);
    }
    for (const RelatedPlace& related : diagnostic.related)
    {
        text += related_place(related, paint);
    }
    if (!diagnostic.hint.empty())
    {
        text += "  " + paint(cyan, "hint:") + " " + utf8::printable(diagnostic.hint) + "\n";
    }
    return text;
}

} // namespace edgepool
