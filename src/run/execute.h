// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/diagnostics.h"
#include "plan/plan.h"
#include "plan/tasks.h"
#include "run/backoff.h"
#include "run/event.h"
#include "run/runner.h"
#include "run/site.h"

namespace edgepool::run
{

struct Rules
{
    Backoff backoff{};
    Limits limits{};                                ///< beside the site's, before which they go
    std::uint64_t seed = 0;                         ///< of what makes waits differ from each other
    Duration tick = std::chrono::milliseconds(200); ///< how often sinks hear that time passes
};

enum class Ending
{
    not_begun, ///< interrupted before
    left,      ///< interrupted while it was under way
    done,
    failed,
    skipped, ///< because something that it needs failed
};

struct TaskResult
{
    Ending ending = Ending::not_begun;
    std::optional<Diagnostic> fault{};    ///< of one that failed
    std::optional<std::size_t> because{}; ///< of one that was skipped: the task that failed
};

struct Result
{
    std::vector<plan::Task> tasks{};
    std::vector<TaskResult> results{}; ///< of the tasks, in their order
    bool interrupted = false;          ///< and something was still to be done

    std::size_t count(Ending ending) const;
    bool all_done() const { return count(Ending::done) == tasks.size(); }
};

/// Carries the plan out, as much at once as the runner and the limits allow. What needs a failed task is skipped, the
/// rest goes on. After the stop nothing begins any more; calls under way come to their end.
Result execute(const plan::Plan& plan, Site& site, Runner& runner, Sink& sink, const Rules& rules,
               const std::stop_token& stop);

} // namespace edgepool::run
