// SPDX-License-Identifier: Apache-2.0
#include "run/event.h"

namespace edgepool::run
{

std::string_view to_string(What what)
{
    switch (what)
    {
    case What::begun:
        return "begun";
    case What::queued:
        return "queued";
    case What::started:
        return "started";
    case What::advanced:
        return "advanced";
    case What::retried:
        return "retried";
    case What::done:
        return "done";
    case What::failed:
        return "failed";
    case What::skipped:
        return "skipped";
    case What::left:
        return "left";
    case What::ended:
        return "ended";
    }
    return {};
}

void add(std::vector<PhaseTime>& phases, std::string_view phase, Duration spent)
{
    for (PhaseTime& known : phases)
    {
        if (known.phase == phase)
        {
            known.spent += spent;
            return;
        }
    }
    if (spent > Duration::zero())
    {
        phases.push_back({.phase = std::string(phase), .spent = spent});
    }
}

void Tee::take(const Event& event)
{
    for (Sink* const sink : sinks_)
    {
        sink->take(event);
    }
}

void Tee::pass(Duration at)
{
    for (Sink* const sink : sinks_)
    {
        sink->pass(at);
    }
}

} // namespace edgepool::run
