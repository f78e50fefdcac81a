// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace edgepool::drawing
{

/// How many sessions a group of elements has, after one session has come, after two, and so on.
struct SpreadGroup
{
    std::string name{};
    std::vector<double> foreseen{};
    std::vector<double> seen{}; ///< shorter: it has not been seen as long; empty: nobody looked
};

struct SpreadChart
{
    std::string title{};
    std::string subtitle{};
    std::vector<SpreadGroup> groups{};
};

/// A column for each number of sessions: what is foreseen, and beside it what was seen. The picture stands alone, as
/// those of topologies do.
std::string spread_svg(const SpreadChart& chart);

} // namespace edgepool::drawing
