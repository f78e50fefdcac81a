// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "selection/choice.h"

namespace edgepool::selection
{

/// How sessions come to a pool. They stay.
struct Arrivals
{
    unsigned sessions = 1;
    unsigned at_once = 1; ///< so many have begun before any element could tell its load
};

/// After so many sessions have come: what is where. Of policies with chance in them, the mean of many runs.
struct Standing
{
    std::vector<double> sessions{}; ///< of each element
    double refusals = 0;            ///< by elements that were full, so far
    double waiting = 0;             ///< sessions that no element took
};

/// One standing for each session that comes. The policy has to be foreseeable.
std::vector<Standing> foresee(model::Policy policy, const std::vector<Element>& elements, const Arrivals& arrivals);

} // namespace edgepool::selection
