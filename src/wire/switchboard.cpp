// SPDX-License-Identifier: Apache-2.0
#include "wire/switchboard.h"

#include <algorithm>
#include <utility>

namespace edgepool::wire
{

Switchboard::Switchboard(Poller& poller, std::string folder) : poller_(poller), folder_(std::move(folder)) {}

void Switchboard::rewire(const Wiring& wiring)
{
    std::erase_if(segments_, [&](const auto& each) {
        return std::ranges::find(wiring.segments, each.first, &PlannedSegment::name) == wiring.segments.end();
    });
    for (const PlannedSegment& planned : wiring.segments)
    {
        auto& segment = segments_[planned.name];
        if (segment == nullptr)
        {
            segment = std::make_unique<LiveSegment>(poller_, buffers_, folder_, planned.name);
        }
        segment->rewire(planned.ports);
    }
}

std::map<std::string, SegmentCounters> Switchboard::counters() const
{
    std::map<std::string, SegmentCounters> all;
    for (const auto& [name, segment] : segments_)
    {
        all[name] = segment->counters();
    }
    return all;
}

} // namespace edgepool::wire
