// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/testbed.h"

/// How sessions spread over the groups of a pool's elements.
namespace edgepool::cli
{

/// After some sessions have come.
struct SpreadStep
{
    std::vector<double> sessions{}; ///< of each group
    double refusals = 0;
    double waiting = 0;
};

struct Spread
{
    std::vector<std::string> groups{};
    std::vector<SpreadStep> foreseen{}; ///< after one session, after two, and so on
    std::vector<SpreadStep> seen{};     ///< the same in the running testbed; empty if nobody looked
};

/// Sessions that the elements have room for; of those that take any number, as many as RSPLIB's others take.
unsigned room_of(const model::Testbed& testbed);

/// What the pool's policy makes of so many sessions, each of which stays. The policy has to be foreseeable.
Spread foresee_spread(const model::Testbed& testbed, unsigned sessions, unsigned at_once);

} // namespace edgepool::cli
