// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "local/folders.h"
#include "plan/resource.h"

namespace edgepool::local
{

/// A machine's process, judged.
struct Sight
{
    plan::State state = plan::State::unfinished;
    std::string note{};
    std::string handle{};
};

/// All machines of a testbed that have a process, by name. Those that became ready are asked how they are: one that no
/// longer runs is broken, not half-made, since replacing it takes something from those who wait for its return.
std::map<std::string, Sight, std::less<>> look_at_machines(const Folders& folders, const std::string& testbed);

} // namespace edgepool::local
