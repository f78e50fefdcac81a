// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "arbitrary_testbed.h"
#include "base/units.h"
#include "model/layout.h"

namespace edgepool::property
{

namespace
{

using model::Machine;
using model::Testbed;

bool all_blocks_fit(const Testbed& testbed)
{
    const auto blocks = address_blocks(testbed);
    return std::ranges::all_of(
        blocks, [&](const model::AddressBlock& block) { return fits(block, *testbed.network(block.network)); });
}

/// Everything about a machine that others may have written down: its name, its addresses, its host.
using Traces = std::map<std::string, std::vector<std::string>>;

Traces traces(const Testbed& testbed)
{
    Traces all;
    for (const Machine& machine : lay_out(testbed).machines)
    {
        std::vector<std::string>& trace = all[machine.name];
        for (const model::Interface& interface : machine.interfaces)
        {
            trace.push_back(interface.network + " " + (interface.ipv4 ? to_string(*interface.ipv4) : "none") + " " +
                            (interface.ipv6 ? to_string(*interface.ipv6) : "none"));
        }
        trace.push_back(machine.host ? machine.host->address : "none");
    }
    return all;
}

RC_GTEST_PROP(Layout, NoTwoMachinesShareAnAddress, ())
{
    const Testbed testbed = *sensible_testbed();
    RC_PRE(all_blocks_fit(testbed));
    std::set<std::pair<std::string, std::string>> taken;
    for (const Machine& machine : lay_out(testbed).machines)
    {
        for (const model::Interface& interface : machine.interfaces)
        {
            if (interface.ipv4)
            {
                RC_ASSERT(taken.emplace(interface.network, to_string(*interface.ipv4)).second);
            }
            if (interface.ipv6)
            {
                RC_ASSERT(taken.emplace(interface.network, to_string(*interface.ipv6)).second);
            }
        }
    }
}

RC_GTEST_PROP(Layout, EveryAddressLiesInItsNetworkAndIsNotTheNetworksOwn, ())
{
    const Testbed testbed = *sensible_testbed();
    RC_PRE(all_blocks_fit(testbed));
    for (const Machine& machine : lay_out(testbed).machines)
    {
        for (const model::Interface& interface : machine.interfaces)
        {
            const model::Network& network = *testbed.network(interface.network);
            if (interface.ipv4)
            {
                RC_ASSERT(network.ipv4.first() < *interface.ipv4);
                RC_ASSERT(*interface.ipv4 < network.ipv4.last());
                RC_ASSERT(interface.ipv4 != network.gateway);
            }
            if (interface.ipv6)
            {
                RC_ASSERT(network.ipv6->overlaps(model::Ipv6Network{.base = *interface.ipv6, .prefix = 128}));
            }
        }
    }
}

RC_GTEST_PROP(Layout, NamesAreUnique, ())
{
    const Testbed testbed = *sensible_testbed();
    RC_ASSERT(traces(testbed).size() == lay_out(testbed).machines.size());
}

RC_GTEST_PROP(Layout, ScalingAGroupMovesNobodyElse, ())
{
    Testbed testbed = *sensible_testbed();
    if (testbed.elements.empty())
    {
        testbed.elements.push_back({.name = "late", .site = testbed.sites.front().name, .max = 9, .network = "mgmt"});
    }
    const Traces before = traces(testbed);
    const auto which = *rc::gen::inRange<std::size_t>(0, testbed.elements.size());
    model::ElementGroup& group = testbed.elements[which];
    group.initial = *rc::gen::inRange(0U, group.max + 1);
    for (const auto& [name, trace] : traces(testbed))
    {
        const auto earlier = before.find(name);
        if (earlier != before.end())
        {
            RC_ASSERT(earlier->second == trace);
        }
        else
        {
            RC_ASSERT(name.starts_with(group.name + "-"));
        }
    }
}

RC_GTEST_PROP(Layout, AGroupAtTheEndMovesNobody, ())
{
    Testbed testbed = *sensible_testbed();
    const Traces before = traces(testbed);
    testbed.users.push_back({.name = "visitors", .site = testbed.sites.front().name, .count = 5, .network = "mgmt"});
    Traces after = traces(testbed);
    std::erase_if(after, [](const auto& entry) { return entry.first.starts_with("visitors-"); });
    RC_ASSERT(after == before);
}

RC_GTEST_PROP(Layout, HasAsManyMachinesAsTheFileSays, ())
{
    const Testbed testbed = *sensible_testbed();
    std::size_t expected = testbed.registrars.size();
    expected += testbed.epc ? functions_of(testbed.epc->core).size() : 0;
    for (const model::ElementGroup& group : testbed.elements)
    {
        expected += group.initial;
    }
    for (const model::UserGroup& group : testbed.users)
    {
        expected += group.count;
    }
    RC_ASSERT(lay_out(testbed).machines.size() == expected);
}

RC_GTEST_PROP(Address, IsReadAsItIsWritten, (std::uint32_t bits, std::uint32_t offset))
{
    const model::Ipv4 address{bits};
    RC_ASSERT(model::parse_ipv4(to_string(address)) == address);
    const model::Ipv4Network network{.base = address, .prefix = *rc::gen::inRange(0U, 33U)};
    RC_ASSERT(model::parse_ipv4_network(to_string(network)) == network);
    RC_ASSERT(network.contains(address) &&
              network.size() == std::uint64_t{network.last().bits} - network.first().bits + 1);
    const model::Ipv6Network network6{
        .base = *rc::gen::construct<model::Ipv6>(rc::gen::arbitrary<std::array<std::uint8_t, 16>>()),
        .prefix = *rc::gen::inRange(0U, 129U)};
    RC_ASSERT(model::parse_ipv6_network(to_string(network6)) == network6);
    RC_ASSERT(model::parse_ipv6(to_string(network6.at(offset))) == network6.at(offset));
}

RC_GTEST_PROP(Units, AreReadAsTheyAreWritten, ())
{
    const Bytes bytes{*rc::gen::inRange<std::uint64_t>(0, 9'000'000'000'000'000)};
    RC_ASSERT(parse_bytes(to_string(bytes)) == bytes);
    const Share share{static_cast<double>(*rc::gen::inRange<std::int64_t>(0, 1'000'000'000'001)) / 1e12};
    RC_ASSERT(parse_share(to_string(share)) == share);
}

} // namespace

} // namespace edgepool::property
