// SPDX-License-Identifier: Apache-2.0
// The switch is killed with SIGKILL, wherever it is.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>

#include "unit/wire/frames.h"
#include "unit/wire/member.h"
#include "unit/wire/running_switch.h"
#include "wire/unix_socket.h"

namespace edgepool::wire
{

namespace
{

using frames::frame;
using frames::mac;

Wiring one_network()
{
    return {.testbed = "oslo",
            .segments = {
                {.name = "lan", .ports = {{.member = "a.0", .macs = {mac(1)}}, {.member = "b.0", .macs = {mac(2)}}}}}};
}

/// Reads until the switch has said "ok" that often, or has gone.
std::size_t read_oks(const Handle& socket, std::size_t wanted)
{
    std::size_t seen = 0;
    std::array<char, 3> block{};
    while (seen < wanted)
    {
        pollfd ready{.fd = socket.get(), .events = POLLIN, .revents = 0};
        ::poll(&ready, 1, -1);
        if (::recv(socket.get(), block.data(), block.size(), 0) <= 0)
        {
            break;
        }
        ++seen;
    }
    return seen;
}

TEST(SwitchCrash, WhatItHasSaidOkToItsSuccessorKnows)
{
    constexpr std::size_t changes = 60;
    RunningSwitch running(one_network());
    for (std::size_t acknowledged = 0; acknowledged < changes; acknowledged += 7)
    {
        const Handle socket = connect_to(control_path(running.folder.path()));
        std::string lines = "segment s\n";
        for (std::size_t i = 1; i < changes; ++i)
        {
            lines += "port s m" + std::to_string(i) + "\n";
        }
        ASSERT_EQ(::send(socket.get(), lines.data(), lines.size(), MSG_NOSIGNAL), static_cast<ssize_t>(lines.size()));
        const std::size_t seen = read_oks(socket, acknowledged);
        running.kill();
        running.start();
        const Wiring wiring = running.client().wiring();
        ASSERT_EQ(wiring.segments.front(), one_network().segments.front());
        const std::size_t known = wiring.segments.size() == 1 ? 0 : 1 + wiring.segments.back().ports.size();
        EXPECT_GE(known, seen);
        running.client().rewire(one_network());
        EXPECT_EQ(running.client().wiring(), one_network());
    }
}

TEST(SwitchCrash, RunningMachinesSeeGapsAndNothingElse)
{
    RunningSwitch running(one_network());
    const Member a(running.folder.path(), "a.0", "lan");
    const Member b(running.folder.path(), "b.0", "lan");
    std::atomic<int> number = 0;
    const std::jthread sending([&](const std::stop_token& stop) {
        while (!stop.stop_requested())
        {
            a.send(frame(mac(1), mac(2), std::to_string(++number)));
        }
    });
    const auto next = [&] { return std::stoi(std::string(reinterpret_cast<const char*>(b.receive().data()) + 14)); };
    int last = 0;
    for (int kills = 0; kills < 5; ++kills)
    {
        for (int i = 0; i < 200; ++i)
        {
            const int come = next();
            ASSERT_GT(come, last);
            last = come;
        }
        running.kill();
        running.start();
        const int since = number;
        while (last < since)
        {
            last = next(); // what was on its way, then what the new one carries
        }
    }
}

TEST(SwitchCrash, KilledWhileItStartsItStartsAgain)
{
    RunningSwitch running(one_network());
    for (int i = 0; i < 20; ++i)
    {
        running.kill();
        // The next one is killed before anybody has seen it.
        support::RunningProcess early = RunningSwitch::spawn(running.folder);
        for (int turn = 0; turn < i * 50; ++turn)
        {
            std::this_thread::yield();
        }
        early.signal(9);
        early.wait();
        running.start();
        ASSERT_EQ(running.client().wiring(), one_network());
    }
}

} // namespace

} // namespace edgepool::wire
