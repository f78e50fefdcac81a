// SPDX-License-Identifier: Apache-2.0
#include "run/backoff.h"

#include <algorithm>

namespace edgepool::run
{

Duration wait_after(unsigned failure, const Backoff& backoff, double chance)
{
    Duration wait = backoff.first;
    for (unsigned i = 1; i < failure && wait < backoff.longest; ++i)
    {
        wait *= 2;
    }
    wait = std::min(wait, backoff.longest);
    return wait / 2 + std::chrono::duration_cast<Duration>((wait / 2) * std::clamp(chance, 0.0, 1.0));
}

} // namespace edgepool::run
