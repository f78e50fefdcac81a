// SPDX-License-Identifier: Apache-2.0
#include "wire/segment.h"

#include <algorithm>
#include <cassert>

namespace edgepool::wire
{

Segment::Port& Segment::at(PortId port)
{
    assert(port < ports_.size() && ports_[port].has_value());
    return *ports_[port];
}

PortId Segment::add_port()
{
    const auto free = std::ranges::find_if(ports_, [](const auto& port) { return !port.has_value(); });
    const auto number = static_cast<PortId>(free - ports_.begin());
    if (free == ports_.end())
    {
        ports_.emplace_back();
    }
    ports_[number].emplace();
    return number;
}

void Segment::remove_port(PortId port)
{
    forget(at(port));
    ports_[port].reset();
}

void Segment::forget(const Port& port)
{
    for (const Mac mac : port.given)
    {
        places_.erase(mac.bits);
    }
    for (const Mac mac : port.learned)
    {
        places_.erase(mac.bits);
    }
}

void Segment::give_addresses(PortId port, const std::vector<Mac>& macs)
{
    Port& changed = at(port);
    forget(changed);
    changed.learned.clear();
    changed.given = macs;
    for (const Mac mac : macs)
    {
        const auto known = places_.find(mac.bits);
        if (known != places_.end())
        {
            assert(!known->second.is_given);
            std::erase(at(known->second.port).learned, mac);
        }
        places_[mac.bits] = {.port = port, .is_given = true};
    }
}

bool Segment::may_send_from(PortId from, Mac source)
{
    const auto known = places_.find(source.bits);
    const bool is_given = known != places_.end() && known->second.is_given;
    return is_given ? known->second.port == from : at(from).given.empty();
}

void Segment::learn(PortId from, Mac source)
{
    const auto known = places_.find(source.bits);
    if (known != places_.end())
    {
        if (known->second.is_given || known->second.port == from)
        {
            return;
        }
        std::erase(at(known->second.port).learned, source); // it has moved
    }
    Port& port = at(from);
    if (port.learned.size() == most_learned)
    {
        places_.erase(port.learned.front().bits);
        port.learned.pop_front();
    }
    port.learned.push_back(source);
    places_[source.bits] = {.port = from, .is_given = false};
}

template <typename Predicate>
void Segment::choose(PortId from, const Predicate& wanted)
{
    for (PortId port = 0; port < ports_.size(); ++port)
    {
        if (port != from && ports_[port].has_value() && wanted(*ports_[port]))
        {
            chosen_.push_back(port);
        }
    }
}

std::span<const PortId> Segment::forward(PortId from, Frame frame)
{
    chosen_.clear();
    Counters& counters = at(from).counters;
    ++counters.received;
    counters.received_bytes += frame.size();
    if (frame.size() < shortest_frame || frame.size() > longest_frame || source_of(frame).is_group())
    {
        ++counters.malformed;
        return chosen_;
    }
    if (!may_send_from(from, source_of(frame)))
    {
        ++counters.spoofed;
        return chosen_;
    }
    learn(from, source_of(frame));
    const Mac destination = destination_of(frame);
    const auto place = places_.find(destination.bits);
    if (destination.is_group())
    {
        choose(from, [](const Port&) { return true; });
    }
    else if (place == places_.end())
    {
        choose(from, [](const Port& port) { return port.given.empty(); });
    }
    else if (place->second.port != from)
    {
        chosen_.push_back(place->second.port);
    }
    return chosen_;
}

} // namespace edgepool::wire
