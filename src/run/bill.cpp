// SPDX-License-Identifier: Apache-2.0
#include "run/bill.h"

#include <algorithm>

namespace edgepool::run
{

Bill bill_of(std::span<const Event> events)
{
    Bill bill;
    for (const Event& event : events)
    {
        bill.total = event.at;
        if (event.what != What::done && event.what != What::failed && event.what != What::left)
        {
            continue;
        }
        bill.rows.push_back(
            {.id = event.id, .kind = event.kind, .ending = event.what, .phases = event.phases, .total = event.at});
        for (const PhaseTime& phase : event.phases)
        {
            add(bill.phases, phase.phase, phase.spent);
        }
    }
    std::ranges::stable_sort(bill.phases, std::ranges::greater{}, &PhaseTime::spent);
    return bill;
}

} // namespace edgepool::run
