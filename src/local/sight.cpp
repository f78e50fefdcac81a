// SPDX-License-Identifier: Apache-2.0
#include "local/sight.h"

#include <vector>

#include "local/observe.h"

namespace edgepool::local
{

using plan::State;

std::map<std::string, Sight, std::less<>> look_at_machines(const Folders& folders, const std::string& testbed)
{
    std::map<std::string, Sight, std::less<>> sights;
    std::vector<ObservedMachine> ready;
    for (const ObservedMachine& machine : observe_machines(folders, testbed))
    {
        sights[machine.name] = {.note = "it was not finished", .handle = std::to_string(machine.pid)};
        if (machine.ready)
        {
            ready.push_back(machine);
        }
    }
    const std::vector<std::string> ailments = ailments_of(folders, ready);
    for (std::size_t index = 0; index < ready.size(); ++index)
    {
        Sight& sight = sights[ready[index].name];
        sight.state = ailments[index].empty() ? State::whole : State::broken;
        sight.note = ailments[index];
    }
    return sights;
}

} // namespace edgepool::local
