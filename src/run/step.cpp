// SPDX-License-Identifier: Apache-2.0
#include "run/step.h"

#include "base/rule.h"

namespace edgepool::run
{

namespace
{

constexpr Rule overdue_rule{"run.overdue", "not finished in time"};

} // namespace

Diagnostic Step::overdue() const
{
    return found(overdue_rule, {}, "", "run the same command again: it goes on from what is there");
}

} // namespace edgepool::run
