// SPDX-License-Identifier: Apache-2.0
#include "run/site.h"

namespace edgepool::run
{

std::vector<Memory> Site::recall_all(std::span<const plan::Id> machines, const std::stop_token& stop)
{
    std::vector<Memory> memories;
    memories.reserve(machines.size());
    for (const plan::Id& machine : machines)
    {
        memories.push_back({.text = recall(machine, stop)});
    }
    return memories;
}

} // namespace edgepool::run
