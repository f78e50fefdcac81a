// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>

#include "wire/counters.h"
#include "wire/live_segment.h"
#include "wire/poller.h"
#include "wire/receive_buffers.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

/// All segments of a testbed with their sockets: NAME.net for each segment, and whatever the members are called.
class Switchboard
{
public:
    Switchboard(Poller& poller, std::string folder);

    /// Makes it what the wiring says. What stays is not disturbed.
    void rewire(const Wiring& wiring);

    std::map<std::string, SegmentCounters> counters() const;

private:
    Poller& poller_;
    std::string folder_;
    ReceiveBuffers buffers_{}; ///< of all segments: each is emptied before the next
    std::map<std::string, std::unique_ptr<LiveSegment>> segments_{};
};

} // namespace edgepool::wire
