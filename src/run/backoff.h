// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

#include "run/step.h"

namespace edgepool::run
{

/// How often and how soon something that failed, but may succeed another time, is tried again.
struct Backoff
{
    unsigned tries = 6; ///< in a row, the first one included
    Duration first = std::chrono::milliseconds(250);
    Duration longest = std::chrono::seconds(15);
};

/// The wait behind that failure in a row (the first is 1): twice as long each time, and by chance (from 0 to 1) between
/// half and all of that, so that those who failed together do not come back together.
Duration wait_after(unsigned failure, const Backoff& backoff, double chance);

} // namespace edgepool::run
