// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/diagnostics.h"
#include "base/source.h"
#include "wire/frame.h"
#include "wire/segment.h"
#include "wire/wiring.h"

namespace edgepool::property
{

namespace
{

using wire::Change;
using wire::Mac;
using wire::PlannedPort;
using wire::PlannedSegment;
using wire::PortId;
using wire::Wiring;

constexpr Mac everybody{0xffffffffffff};

Mac mac(int number)
{
    return {0x525400000000U + static_cast<std::uint64_t>(number)};
}

/// Few names and addresses, so that they clash; what clashes is left out.
rc::Gen<Wiring> any_wiring()
{
    return rc::gen::exec([] {
        Wiring wiring{.testbed = "any"};
        Diagnostics ignored;
        const auto changes = *rc::gen::inRange(0, 20);
        for (int i = 0; i < changes; ++i)
        {
            const std::string segment = "s" + std::to_string(*rc::gen::inRange(0, 3));
            wire::apply(wire::AddSegment{segment}, {}, wiring, ignored);
            PlannedPort port{.member = "m" + std::to_string(*rc::gen::inRange(0, 12))};
            const auto macs = *rc::gen::inRange(0, 3);
            for (int k = 0; k < macs; ++k)
            {
                port.macs.push_back(mac(*rc::gen::inRange(0, 12)));
            }
            wire::apply(wire::AddPort{segment, port}, {}, wiring, ignored);
        }
        return wiring;
    });
}

/// Without the order, which means nothing.
Wiring sorted(Wiring wiring)
{
    std::ranges::sort(wiring.segments, {}, &PlannedSegment::name);
    for (PlannedSegment& segment : wiring.segments)
    {
        std::ranges::sort(segment.ports, {}, &PlannedPort::member);
    }
    return wiring;
}

RC_GTEST_PROP(Wiring, IsReadAsItWasWritten, ())
{
    const Wiring wiring = *any_wiring();
    Diagnostics diagnostics;
    const auto text = std::make_shared<const Source>("wiring", to_text(wiring));
    const auto read = wire::parse_wiring(text, diagnostics);
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == wiring);
}

RC_GTEST_PROP(Wiring, TheChangesBetweenTwoMakeOneOfTheOther, ())
{
    Wiring wiring = *any_wiring();
    const Wiring wanted = *any_wiring();
    Diagnostics diagnostics;
    for (const Change& change : wire::changes_between(wiring, wanted))
    {
        RC_ASSERT(wire::apply(change, {}, wiring, diagnostics));
    }
    RC_ASSERT(sorted(wiring) == sorted(wanted));
}

/// Whose a frame is, said as simply as can be: every port is asked for itself.
class Model
{
public:
    explicit Model(std::vector<std::vector<Mac>> given) : given_(std::move(given)) {}

    std::set<PortId> forward(PortId from, Mac source, Mac destination)
    {
        std::set<PortId> targets;
        const auto owner = given_owner(source);
        if (source.is_group() || (owner ? *owner != from : !given_[from].empty()))
        {
            return targets;
        }
        if (!owner)
        {
            learned_[source] = from;
        }
        for (PortId port = 0; port < given_.size(); ++port)
        {
            if (port != from && wants(port, destination))
            {
                targets.insert(port);
            }
        }
        return targets;
    }

private:
    std::optional<PortId> given_owner(Mac address) const
    {
        for (PortId port = 0; port < given_.size(); ++port)
        {
            if (std::ranges::find(given_[port], address) != given_[port].end())
            {
                return port;
            }
        }
        return std::nullopt;
    }

    bool wants(PortId port, Mac address) const
    {
        if (address.is_group())
        {
            return true;
        }
        if (const auto owner = given_owner(address))
        {
            return *owner == port;
        }
        const auto learned = learned_.find(address);
        return learned != learned_.end() ? learned->second == port : given_[port].empty();
    }

    std::vector<std::vector<Mac>> given_;
    std::map<Mac, PortId> learned_{};
};

std::vector<std::vector<Mac>> any_ports()
{
    std::set<Mac> taken;
    std::vector<std::vector<Mac>> ports(static_cast<std::size_t>(*rc::gen::inRange(1, 8)));
    for (auto& port : ports)
    {
        for (const int number : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 16)))
        {
            if (port.size() < 2 && taken.insert(mac(number)).second)
            {
                port.push_back(mac(number));
            }
        }
    }
    return ports;
}

std::array<std::uint8_t, wire::shortest_frame> header(Mac from, Mac to)
{
    std::array<std::uint8_t, wire::shortest_frame> bytes{};
    for (std::size_t i = 0; i < 6; ++i)
    {
        bytes[i] = static_cast<std::uint8_t>(to.bits >> (40U - 8U * i));
        bytes[6 + i] = static_cast<std::uint8_t>(from.bits >> (40U - 8U * i));
    }
    return bytes;
}

RC_GTEST_PROP(Segment, GivesEachFrameToWhomeverItIsForAndToNobodyElse, ())
{
    const auto ports = any_ports();
    Model model(ports);
    wire::Segment segment;
    for (const auto& macs : ports)
    {
        segment.give_addresses(segment.add_port(), macs);
    }
    const auto any_address = [] {
        const int number = *rc::gen::inRange(0, 20);
        return number == 19 ? everybody : mac(number);
    };
    const auto frames = *rc::gen::inRange(1, 200);
    for (int i = 0; i < frames; ++i)
    {
        const auto from = static_cast<PortId>(*rc::gen::inRange<std::size_t>(0, ports.size()));
        const Mac source = any_address();
        const Mac destination = any_address();
        const auto chosen = segment.forward(from, header(source, destination));
        const std::set<PortId> targets(chosen.begin(), chosen.end());
        RC_ASSERT(targets.size() == chosen.size());
        RC_ASSERT(targets == model.forward(from, source, destination));
    }
}

} // namespace

} // namespace edgepool::property
