// SPDX-License-Identifier: Apache-2.0
#include "cli/states.h"

namespace edgepool::cli
{

std::string_view state_of(const plan::Action& action)
{
    if (!action.found)
    {
        return "absent";
    }
    if (!action.wanted)
    {
        return "extra";
    }
    switch (action.found->state)
    {
    case plan::State::whole:
        return action.verb == plan::Verb::keep ? "ready" : "outdated";
    case plan::State::unfinished:
        return "unfinished";
    case plan::State::broken:
        return "broken";
    case plan::State::silent:
        return "silent";
    }
    return "unknown";
}

} // namespace edgepool::cli
