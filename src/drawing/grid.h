// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The measures of the picture, in pixels. Everything that stands side by side takes them from here, so that it lines
/// up.
namespace edgepool::drawing::grid
{

inline constexpr int margin = 20;     ///< around everything
inline constexpr int widest = 868;    ///< a row of sites; with the margins a bit more than 900
inline constexpr int narrowest = 640; ///< so that title and notes have room beside a single card
inline constexpr int site_gap = 14;   ///< between sites of a row
inline constexpr int row_gap = 26;    ///< between rows of sites that have no networks between them

inline constexpr int site_padding = 14;
inline constexpr int site_header = 36; ///< from the site's upper edge to its cards
inline constexpr int site_footer = 16;

inline constexpr int card_width = 178;
inline constexpr int widest_card = 270;
inline constexpr int card_height = 48; ///< with the cards behind it
inline constexpr int card_face = 42;   ///< without them
inline constexpr int card_gap = 12;
inline constexpr int column_gap = 12;
inline constexpr int most_columns = 4;
inline constexpr int good_rows = 3; ///< cards above one another, as long as there is room beside

inline constexpr int lane_start = 9; ///< from a card to the first line beside it
inline constexpr int lane = 12;      ///< from line to line
inline constexpr int corner = 5;     ///< radius of a line's turn
inline constexpr int apart = 11;     ///< lines of different rows that are nearer look like one

inline constexpr int chain_card = 84;
inline constexpr int widest_chain_card = 116;
inline constexpr int chain_link = 88;
inline constexpr int chain_caption = 20;
inline constexpr int chain_gap = 26;         ///< to the cards beside it
inline constexpr int chain_lanes_start = 12; ///< around the lines of a chain that stands over other cards
inline constexpr int tap_spread = 24;        ///< between the lines that leave one function downwards

inline constexpr int rail_start = 32; ///< from the sites above to the first network
inline constexpr int rail_pitch = 26;
inline constexpr int rail_end = 22;   ///< from the last network to the sites below
inline constexpr int pool_label = 26; ///< room for the pool's name below its network
inline constexpr int trunk_lane = 12;

} // namespace edgepool::drawing::grid
