// SPDX-License-Identifier: Apache-2.0
#include "wire/live_segment.h"

#include <algorithm>
#include <cstddef>

#include <unistd.h>

#include "wire/folder.h"
#include "wire/unix_socket.h"

namespace edgepool::wire
{

namespace
{

/// Then it is another segment's turn.
constexpr int rounds_at_once = 4;

} // namespace

LiveSegment::LiveSegment(Poller& poller, ReceiveBuffers& buffers, const std::string& folder, const std::string& name)
    : poller_(poller),
      buffers_(buffers),
      folder_(folder),
      path_(segment_path(folder, name)),
      socket_(bind_datagram_socket(path_))
{
    poller_.watch(socket_.get(), Interest::reading, [this] { on_frames(); });
}

LiveSegment::~LiveSegment()
{
    poller_.forget(socket_.get());
    ::unlink(path_.c_str());
}

void LiveSegment::rewire(const std::vector<PlannedPort>& ports)
{
    std::vector<std::string> gone;
    for (const auto& [member, port] : ports_)
    {
        const auto planned = std::ranges::find(ports, member, &PlannedPort::member);
        if (planned == ports.end() || planned->macs != port.macs)
        {
            gone.push_back(member);
        }
    }
    for (const std::string& member : gone)
    {
        remove(member);
    }
    for (const PlannedPort& planned : ports)
    {
        if (!ports_.contains(planned.member))
        {
            add(planned);
        }
    }
}

void LiveSegment::add(const PlannedPort& planned)
{
    const std::string path = member_path(folder_, planned.member);
    check_socket_path(path); // too long a path fails before anything has changed
    const PortId number = segment_.add_port();
    segment_.give_addresses(number, planned.macs);
    auto outlet = std::make_unique<Outlet>(poller_, path, segment_.counters(number));
    outlets_.resize(std::max<std::size_t>(outlets_.size(), number + 1), nullptr);
    outlets_[number] = outlet.get();
    senders_[paths_[number] = path] = number;
    ports_[planned.member] = {.number = number, .macs = planned.macs, .outlet = std::move(outlet)};
}

void LiveSegment::remove(const std::string& member)
{
    const auto port = ports_.extract(member);
    const PortId number = port.mapped().number;
    senders_.erase(paths_.at(number));
    paths_.erase(number);
    outlets_[number] = nullptr;
    port.mapped().outlet.reset(); // it counts until its end
    segment_.remove_port(number);
}

SegmentCounters LiveSegment::counters() const
{
    SegmentCounters all{.strangers = strangers_};
    for (const auto& [member, port] : ports_)
    {
        all.ports[member] = segment_.counters(port.number);
    }
    return all;
}

void LiveSegment::on_frames()
{
    for (int round = 0; round < rounds_at_once; ++round)
    {
        const std::size_t count = buffers_.receive(socket_.get());
        for (std::size_t i = 0; i < count; ++i)
        {
            on_frame(buffers_.sender(i), buffers_.frame(i));
        }
        if (count < ReceiveBuffers::frames_at_once)
        {
            return;
        }
    }
}

void LiveSegment::on_frame(std::string_view sender, Frame frame)
{
    const auto from = senders_.find(sender);
    if (from == senders_.end())
    {
        ++strangers_;
        return;
    }
    for (const PortId to : segment_.forward(from->second, frame))
    {
        pass(from->second, to, frame);
    }
}

/// Every frame comes through here on its way from one port to another: the place for distance, loss and cut links.
void LiveSegment::pass(PortId /*from*/, PortId to, Frame frame)
{
    outlets_[to]->send(frame);
}

} // namespace edgepool::wire
