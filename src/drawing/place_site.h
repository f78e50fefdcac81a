// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "drawing/geometry.h"
#include "drawing/picture.h"
#include "drawing/rows.h"
#include "drawing/scene.h"

namespace edgepool::drawing
{

/// Where a row of sites is, seen from its networks.
enum class Side
{
    above,
    below,
};

/// Where a card's line reaches its network.
struct Tap
{
    std::size_t network = 0;
    bool in_pool = false;
    int x = 0;
};

/// The networks between two rows of sites.
struct Aisle
{
    std::vector<std::size_t> networks{};
    std::map<std::size_t, int> heights{}; ///< y by network
    std::vector<Tap> taps{};
};

/// Puts one site into its box: adds its cards and their lines to the picture, and the lines' ends to the aisle.
void place_site(const Scene& scene, const SitePlan& plan, const Box& box, Side side, Aisle& aisle, Picture& picture);

} // namespace edgepool::drawing
