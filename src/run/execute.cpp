// SPDX-License-Identifier: Apache-2.0
#include "run/execute.h"

#include <algorithm>

#include "run/execution.h"

namespace edgepool::run
{

std::size_t Result::count(Ending ending) const
{
    return static_cast<std::size_t>(std::ranges::count(results, ending, &TaskResult::ending));
}

Result execute(const plan::Plan& plan, Site& site, Runner& runner, Sink& sink, const Rules& rules,
               const std::stop_token& stop)
{
    return Execution(plan, site, runner, sink, rules, stop).run();
}

} // namespace edgepool::run
