// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "wire/counters.h"
#include "wire/frame.h"
#include "wire/handle.h"
#include "wire/outlet.h"
#include "wire/poller.h"
#include "wire/receive_buffers.h"
#include "wire/segment.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

/// One segment with its sockets: the one that all members send to, and an outlet to each member.
class LiveSegment
{
public:
    LiveSegment(Poller& poller, ReceiveBuffers& buffers, const std::string& folder, const std::string& name);
    LiveSegment(const LiveSegment&) = delete;
    LiveSegment& operator=(const LiveSegment&) = delete;
    ~LiveSegment();

    void rewire(const std::vector<PlannedPort>& ports);
    SegmentCounters counters() const;

private:
    struct Port
    {
        PortId number = 0;
        std::vector<Mac> macs{};
        std::unique_ptr<Outlet> outlet{};
    };

    void add(const PlannedPort& planned);
    void remove(const std::string& member);
    void on_frames();
    void on_frame(std::string_view sender, Frame frame);
    void pass(PortId from, PortId to, Frame frame);

    Poller& poller_;
    ReceiveBuffers& buffers_;
    std::string folder_;
    std::string path_;
    Handle socket_;
    Segment segment_{};
    std::map<std::string, Port> ports_{};
    std::unordered_map<std::string_view, PortId> senders_{}; ///< by path, which paths_ keeps
    std::map<PortId, std::string> paths_{};
    std::vector<Outlet*> outlets_{}; ///< by PortId
    std::uint64_t strangers_ = 0;
};

} // namespace edgepool::wire
