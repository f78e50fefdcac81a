// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "plan/resource.h"
#include "plan/tasks.h"
#include "run/event.h"

namespace edgepool::run
{

/// Where the time of one task went, from the beginning of the run to its end.
struct BillRow
{
    plan::Id id{};
    plan::TaskKind kind = plan::TaskKind::create;
    What ending = What::done; ///< done, failed or left
    std::vector<PhaseTime> phases{};
    Duration total{};

    friend bool operator==(const BillRow&, const BillRow&) = default;
};

/// Where the time of a run went.
struct Bill
{
    std::vector<BillRow> rows{};     ///< in the order in which they ended
    std::vector<PhaseTime> phases{}; ///< all rows together, the longest first
    Duration total{};                ///< from the first event to the last, as a clock on the wall shows it
};

Bill bill_of(std::span<const Event> events);

} // namespace edgepool::run
