// SPDX-License-Identifier: Apache-2.0
#include "run/step.h"

namespace edgepool::run
{

Diagnostic Step::overdue() const
{
    return {.code = "run.overdue",
            .summary = "not finished in time",
            .hint = "run the same command again: it goes on from what is there"};
}

} // namespace edgepool::run
