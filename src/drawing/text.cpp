// SPDX-License-Identifier: Apache-2.0
#include "drawing/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "base/utf8.h"

namespace edgepool::drawing
{

namespace
{

// The advance widths of DejaVu Sans, in thousandths of the size, from U+0020 to U+007E.
constexpr std::array<int, 95> normal_widths{
    318,  401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, //
    636,  636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, //
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, //
    603,  787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, //
    500,  613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, //
    635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,      //
};
constexpr std::array<int, 95> bold_widths{
    348,  456, 521, 838, 696, 1002, 872, 306,  457, 457, 523, 838, 380, 415,  380, 365, //
    696,  696, 696, 696, 696, 696,  696, 696,  696, 696, 400, 400, 838, 838,  838, 580, //
    1000, 774, 762, 734, 830, 683,  683, 821,  837, 372, 372, 775, 637, 995,  837, 850, //
    733,  850, 770, 720, 682, 812,  774, 1103, 771, 724, 725, 457, 365, 457,  838, 500, //
    500,  675, 716, 593, 716, 678,  435, 716,  712, 343, 343, 665, 343, 1042, 712, 687, //
    716,  716, 493, 595, 478, 712,  652, 924,  645, 652, 582, 712, 365, 712,  838,      //
};

constexpr std::string_view ellipsis = "…";
constexpr std::string_view replacement = "\xEF\xBF\xBD";

std::size_t length_of_character(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// The first character of a text that is valid UTF-8.
std::string_view first_character(std::string_view text)
{
    return text.substr(0, length_of_character(text.front()));
}

std::uint32_t code_point(std::string_view character)
{
    constexpr std::array<unsigned, 5> masks{0, 0x7F, 0x1F, 0x0F, 0x07};
    std::uint32_t code = static_cast<unsigned char>(character.front()) & masks[character.size()];
    for (const char byte : character.substr(1))
    {
        code = (code << 6U) | (static_cast<unsigned char>(byte) & 0x3FU);
    }
    return code;
}

bool breaks_lines(std::uint32_t code)
{
    return code < 0x20 || code == 0x7F || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/// Control characters, direction overrides, and what XML forbids.
bool is_harmful(std::uint32_t code)
{
    return (code >= 0x80 && code < 0xA0) || code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || (code & 0xFFFEU) == 0xFFFE;
}

void append_printable(std::string& out, std::string_view valid)
{
    while (!valid.empty())
    {
        const std::string_view character = first_character(valid);
        const std::uint32_t code = code_point(character);
        out += breaks_lines(code) ? " " : is_harmful(code) ? replacement : character;
        valid.remove_prefix(character.size());
    }
}

/// In thousandths of the font's size.
std::int64_t advance_of(std::string_view character, Weight weight)
{
    const std::uint32_t code = code_point(character);
    const std::span<const int> widths = weight == Weight::bold ? bold_widths : normal_widths;
    if (code >= 0x20 && code < 0x7F)
    {
        return widths[code - 0x20];
    }
    const bool is_narrow = code == 0xA0 || code == 0xB7 || code == 0x2018 || code == 0x2019;
    const std::size_t columns = utf8::display_width(character);
    if (is_narrow || columns == 0)
    {
        return columns == 0 ? 0 : 380;
    }
    // Not measured one by one: letters of other alphabets are seldom wider than this; emoji are wider than ideographs.
    if (columns == 2 || code >= 0x1F000)
    {
        return code >= 0x1F000 ? 1400 : 1100;
    }
    return weight == Weight::bold ? 1085 : 1000;
}

int width_of(std::span<const Piece> pieces)
{
    int width = 0;
    for (const Piece& piece : pieces)
    {
        width += piece.text.empty() ? 0 : piece.gap + width_of(piece.text, font_of(piece.style));
    }
    return width;
}

void shorten_piece(std::span<Piece> pieces, std::size_t index, int room)
{
    Piece& piece = pieces[index];
    const Font font = font_of(piece.style);
    const int others = width_of(pieces) - width_of(piece.text, font); // its gap included
    piece.text = shortened(piece.text, font, std::max(room - others, 0));
}

Box box_of(Point at, Anchor anchor, std::span<const Piece> pieces)
{
    int size = 0;
    for (const Piece& piece : pieces)
    {
        size = std::max(size, font_of(piece.style).size);
    }
    const int width = width_of(pieces);
    const int left = anchor == Anchor::start ? at.x : anchor == Anchor::end ? at.x - width : at.x - (width + 1) / 2;
    const int ascent = size - size / 10;
    return {.x = left, .y = at.y - ascent, .width = width, .height = ascent + size / 4};
}

} // namespace

std::string printable(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    while (const auto invalid = utf8::first_invalid(text))
    {
        append_printable(out, text.substr(0, *invalid));
        out += replacement;
        text.remove_prefix(*invalid + 1);
    }
    append_printable(out, text);
    return out;
}

std::string printable_lines(std::string_view text)
{
    std::string out;
    for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n'))
    {
        out += printable(text.substr(0, end)) + '\n';
        text.remove_prefix(end + 1);
    }
    return out + printable(text);
}

int width_of(std::string_view text, Font font)
{
    std::int64_t thousandths = 0;
    while (!text.empty())
    {
        const std::string_view character = first_character(text);
        thousandths += advance_of(character, font.weight) * font.size;
        text.remove_prefix(character.size());
    }
    constexpr std::int64_t widest = 1'000'000; // sums of such widths stay within int
    return static_cast<int>(std::min((thousandths + 999) / 1000, widest));
}

std::string shortened(std::string_view text, Font font, int room)
{
    if (width_of(text, font) <= room)
    {
        return std::string(text);
    }
    const std::int64_t thousandths = (std::int64_t{room} - width_of(ellipsis, font)) * 1000;
    if (thousandths < 0)
    {
        return {};
    }
    std::size_t kept = 0;
    for (std::int64_t used = 0; kept < text.size();)
    {
        const std::string_view character = first_character(text.substr(kept));
        used += advance_of(character, font.weight) * font.size;
        if (used > thousandths)
        {
            break;
        }
        kept += character.size();
    }
    std::string_view beginning = text.substr(0, kept);
    while (beginning.ends_with(' '))
    {
        beginning.remove_suffix(1);
    }
    return std::string(beginning) + std::string(ellipsis);
}

Font font_of(Style style)
{
    switch (style)
    {
    case Style::title:
        return {.size = 20, .weight = Weight::bold};
    case Style::description:
        return {.size = 12};
    case Style::site:
        return {.size = 13, .weight = Weight::bold};
    case Style::function:
    case Style::name:
        return {.size = 12, .weight = Weight::bold};
    case Style::place:
    case Style::range:
        return {.size = 11};
    case Style::network:
    case Style::handle:
        return {.size = 10, .weight = Weight::bold};
    case Style::badge:
        return {.size = 9, .weight = Weight::bold};
    case Style::note:
    case Style::distance:
    case Style::detail:
    case Style::ready:
    case Style::amiss:
    case Style::absent:
    case Style::cidr:
    case Style::policy:
        break;
    }
    return {.size = 10};
}

Text set_text(Point at, Anchor anchor, std::vector<Piece> pieces, int room, std::size_t gives)
{
    if (width_of(pieces) > room && gives < pieces.size())
    {
        shorten_piece(pieces, gives, room);
    }
    for (std::size_t i = pieces.size(); i > 0 && width_of(pieces) > room; --i)
    {
        shorten_piece(pieces, i - 1, room);
    }
    std::erase_if(pieces, [](const Piece& piece) { return piece.text.empty(); });
    const Box box = box_of(at, anchor, pieces);
    return {.at = at, .anchor = anchor, .pieces = std::move(pieces), .box = box};
}

} // namespace edgepool::drawing
