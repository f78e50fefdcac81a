// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/geometry.h"

/// Words in a picture. Whoever looks at it later may have another system font; widths are those of the widest common
/// one (DejaVu Sans), so that text stays inside its box everywhere.
namespace edgepool::drawing
{

/// The text as it may stand in a picture: on one line, valid UTF-8, nothing that controls or reorders.
std::string printable(std::string_view text);
/// The same of each line: lines stay lines.
std::string printable_lines(std::string_view text);

enum class Weight
{
    normal,
    bold,
};

struct Font
{
    int size = 10;
    Weight weight = Weight::normal;
};

/// Pixels, rounded up.
int width_of(std::string_view text, Font font);
/// The text itself if there is room for it, else its beginning and "…"; nothing if there is no room even for that.
std::string shortened(std::string_view text, Font font, int room);

/// What a word is for; how it looks follows from that.
enum class Style
{
    title,
    description,
    note,
    site,
    place,
    distance,
    function,
    name,
    range,
    detail,
    badge,
    network,
    cidr,
    handle,
    policy,
    ready, ///< how machines are
    amiss,
    absent,
};

Font font_of(Style style);

struct Piece
{
    std::string text{};
    Style style = Style::note;
    int gap = 0; ///< before it: blanks there are not drawn alike everywhere
};

enum class Anchor
{
    start,
    middle,
    end,
};

/// One line of text in its place. The box is where its letters may be.
struct Text
{
    Point at{}; ///< on the baseline
    Anchor anchor = Anchor::start;
    std::vector<Piece> pieces{};
    Box box{};
};

/// Sets a line within so many pixels. What is too long is shortened: first the piece at `gives`, then the others from
/// the end.
Text set_text(Point at, Anchor anchor, std::vector<Piece> pieces, int room, std::size_t gives = 0);

} // namespace edgepool::drawing
