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
    return where.source->name() + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ":";
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

std::size_t back_to_character_start(std::string_view text, std::size_t at)
{
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
    {
        --at;
    }
    return at;
}

Excerpt excerpt_of(const SourceRange& where)
{
    const std::uint32_t number = where.begin().line;
    const std::string_view line = where.source->line(number);
    const std::size_t start = where.source->line_start(number);
    const std::size_t from = std::min<std::size_t>(where.span.begin - start, line.size());
    std::size_t to = std::clamp<std::size_t>(where.span.end < start ? 0 : where.span.end - start, from, line.size());
    to = std::min(to, back_to_character_start(line, from + longest_quoted_line));
    Excerpt excerpt{.before = line.substr(0, from), .marked = line.substr(from, to - from), .after = line.substr(to)};
    const std::size_t room_left = longest_quoted_line / 2;
    if (line.size() > longest_quoted_line && from > room_left)
    {
        excerpt.before.remove_prefix(back_to_character_start(line, from - room_left));
        excerpt.cut_left = true;
    }
    const std::size_t used = excerpt.before.size() + excerpt.marked.size();
    const std::size_t room = longest_quoted_line > used ? longest_quoted_line - used : 0;
    if (excerpt.after.size() > room)
    {
        excerpt.after = excerpt.after.substr(0, back_to_character_start(excerpt.after, room));
        excerpt.cut_right = true;
    }
    return excerpt;
}

/// Bytes that a terminal would act upon are shown as what they are: not text.
std::string printable(std::string_view text)
{
    std::string shown;
    for (const char c : text)
    {
        const auto byte = static_cast<unsigned char>(c);
        const bool control = (byte < 0x20 && c != '\t') || byte == 0x7f;
        shown += control ? '?' : c;
    }
    return shown;
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

std::string quote(const SourceRange& where, std::string_view mark_escape, const Paint& paint)
{
    const std::string number = std::to_string(where.begin().line);
    const std::string gutter = std::string(number.size() < 4 ? 4 - number.size() : 0, ' ') + number;
    const Excerpt excerpt = excerpt_of(where);
    const std::string dots = excerpt.cut_left ? "..." : "";
    const std::size_t width = std::max<std::size_t>(utf8::display_width(excerpt.marked), 1);
    std::string text = gutter + "| " + dots + printable(excerpt.before) + printable(excerpt.marked) +
                       printable(excerpt.after) + (excerpt.cut_right ? "..." : "") + "\n";
    text += std::string(gutter.size(), ' ') + "| " + blank_like(dots) + blank_like(excerpt.before) +
            paint(mark_escape, "^" + std::string(width - 1, '~')) + "\n";
    return text;
}

} // namespace

std::string render(const Diagnostic& diagnostic, Color color)
{
    const Paint paint{color};
    const std::string_view escape = escape_for(diagnostic.severity);
    std::string text = diagnostic.where.known() ? paint(bold, place(diagnostic.where)) + " " : "edgepool: ";
    text += paint(escape, std::string(to_string(diagnostic.severity)) + ":") + " ";
    text += paint(bold, diagnostic.summary + (diagnostic.detail.empty() ? "" : ": " + printable(diagnostic.detail)));
    text += diagnostic.code.empty() ? "\n" : " [" + diagnostic.code + "]\n";
    if (diagnostic.where.known())
    {
        text += quote(diagnostic.where, escape, paint);
    }
    for (const RelatedPlace& related : diagnostic.related)
    {
        text += "  " + place(related.where) + " " + paint(escape_for(Severity::note), "note:") + " " + related.text + "\n";
        text += quote(related.where, escape_for(Severity::note), paint);
    }
    if (!diagnostic.hint.empty())
    {
        text += "  " + paint(cyan, "hint:") + " " + printable(diagnostic.hint) + "\n";
    }
    return text;
}

} // namespace edgepool
