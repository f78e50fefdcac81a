// SPDX-License-Identifier: Apache-2.0
#include "member/standing.h"

#include <cmath>

namespace edgepool::member
{

Step next_step(Standing& standing, const Check& check, process::Clock::time_point now, const Rhythm& rhythm)
{
    standing.failed_checks = check.answers ? 0 : standing.failed_checks + 1;
    if (!check.answers)
    {
        return standing.is_registered && standing.failed_checks >= rhythm.failures ? Step::deregister : Step::nothing;
    }
    const bool is_due = !standing.is_registered || now - standing.registered_at >= rhythm.registration;
    const bool is_other_load = check.load && std::abs(*check.load - standing.told_load.value_or(0)) >= rhythm.load_step;
    return is_due || is_other_load ? Step::register_now : Step::nothing;
}

} // namespace edgepool::member
