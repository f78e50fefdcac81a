// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

#include "drawing/scene.h"

/// Which sites stand side by side, and how their cards stand in them: counts and widths, no places yet.
namespace edgepool::drawing
{

/// Cards above one another, with the lines of their networks to the right of them.
struct Column
{
    std::vector<std::size_t> groups{};
    std::vector<std::size_t> networks{}; ///< by lane, from the cards outwards

    int gutter() const;
};

/// Where the functions of the mobile core stand in their site.
enum class Chain
{
    none,
    beside, ///< left of the other cards
    above,  ///< over them
};

struct SitePlan
{
    std::size_t site = 0;
    Chain chain = Chain::none;
    std::vector<std::size_t> functions{}; ///< the chain, from the left to the right
    int chain_taps = 0;                   ///< lines that leave the chain downwards
    std::vector<Column> columns{};
    int card_width = 0;
    int width = 0;

    std::size_t rows() const;
    int columns_width() const;
    int chain_width() const; ///< at least
    int chain_lanes() const; ///< below and beside a chain that stands over other cards: room for its lines
    int needed_width() const;
    int height() const;
    /// The functions of a chain stand in line with the cards beside it: with the second of each column if there is one.
    int chain_offset() const;
    int columns_offset() const;
};

struct Row
{
    std::vector<SitePlan> sites{};

    int width() const;
    int height() const;
};

std::vector<Row> make_rows(const Scene& scene);

/// The order in which networks run from the top to the bottom, and in lanes: the users' side first, the pool's last.
void sort_networks(const Scene& scene, std::vector<std::size_t>& networks);

} // namespace edgepool::drawing
