// SPDX-License-Identifier: Apache-2.0
// The program edgepool-switch with real sockets. That a frame does not arrive is seen by what comes next: from one
// member to another the switch keeps the order.
#include <csignal>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "unit/wire/frames.h"
#include "unit/wire/member.h"
#include "unit/wire/running_switch.h"

namespace edgepool::wire
{

namespace
{

using frames::everybody;
using frames::frame;
using frames::mac;

Wiring one_network()
{
    return {.testbed = "oslo",
            .segments = {{.name = "lan",
                          .ports = {{.member = "a.0", .macs = {mac(1)}},
                                    {.member = "b.0", .macs = {mac(2)}},
                                    {.member = "c.0", .macs = {mac(3)}}}}}};
}

/// Three machines on one network.
class Switch : public ::testing::Test
{
protected:
    Counters counters_of(const std::string& member) { return running.client().counters().at("lan").ports.at(member); }

    RunningSwitch running{one_network()};
    Member a{running.folder.path(), "a.0", "lan"};
    Member b{running.folder.path(), "b.0", "lan"};
    Member c{running.folder.path(), "c.0", "lan"};
};

TEST_F(Switch, CarriesFramesOfEverySizeToTheirAddress)
{
    for (const std::size_t size : {14U, 60U, 1514U, 1618U, 9018U, 65'549U})
    {
        const auto sent = frame(mac(1), mac(2), "hello", size);
        ASSERT_TRUE(a.send(sent));
        EXPECT_EQ(b.receive(), sent) << size;
    }
    ASSERT_TRUE(a.send(frame(mac(1), everybody, "to all")));
    EXPECT_EQ(b.receive(), frame(mac(1), everybody, "to all"));
    EXPECT_EQ(c.receive(), frame(mac(1), everybody, "to all")) << "the first frame it sees";
    EXPECT_FALSE(a.has_frame());
}

TEST_F(Switch, SaysWhoseItIsAndWhatItCarried)
{
    ASSERT_TRUE(a.send(frame(mac(1), mac(2), "x", 100)));
    b.receive();
    SwitchClient client = running.client();
    EXPECT_EQ(client.identity(), (Identity{.testbed = "oslo", .process = running.process->id()}));
    EXPECT_EQ(client.wiring(), one_network());
    EXPECT_EQ(counters_of("a.0"), (Counters{.received = 1, .received_bytes = 100}));
    EXPECT_EQ(counters_of("b.0"), (Counters{.sent = 1, .sent_bytes = 100}));
}

TEST_F(Switch, TakesNothingFromStrangersAndNothingSpoofed)
{
    const Member stranger(running.folder.path(), "x.0", "lan");
    ASSERT_TRUE(stranger.send(frame(mac(1), mac(2), "stranger")));
    ASSERT_TRUE(c.send(frame(mac(1), mac(2), "spoofed")));
    ASSERT_TRUE(c.send({1, 2, 3}));
    ASSERT_TRUE(c.send({}));
    ASSERT_TRUE(c.send(std::vector<std::uint8_t>(68'000)));
    ASSERT_TRUE(c.send(frame(mac(3), mac(2), "good")));
    EXPECT_EQ(b.receive(), frame(mac(3), mac(2), "good"));
    const SegmentCounters lan = running.client().counters().at("lan");
    EXPECT_EQ(lan.strangers, 1U);
    EXPECT_EQ(lan.ports.at("c.0").spoofed, 1U);
    EXPECT_EQ(lan.ports.at("c.0").malformed, 3U);
}

TEST_F(Switch, KilledAndStartedAgainItReachesMembersThatHaveNotYetSent)
{
    running.kill();
    EXPECT_FALSE(a.send(frame(mac(1), mac(2), "nobody there")));
    running.start();
    ASSERT_TRUE(a.send(frame(mac(1), mac(2), "again")));
    EXPECT_EQ(b.receive(), frame(mac(1), mac(2), "again"));
}

TEST_F(Switch, AMemberThatDiedDisturbsNobodyAndComesBack)
{
    {
        const Member dying(running.folder.path(), "b.0",
                           "lan"); // it takes the name of b, as a machine started anew does
        ASSERT_TRUE(a.send(frame(mac(1), mac(2), "to the new one")));
        EXPECT_EQ(dying.receive(), frame(mac(1), mac(2), "to the new one"));
    }
    for (int i = 0; i < 100; ++i)
    {
        ASSERT_TRUE(a.send(frame(mac(1), mac(2), "lost")));
    }
    ASSERT_TRUE(a.send(frame(mac(1), mac(3), "not lost")));
    EXPECT_EQ(c.receive(), frame(mac(1), mac(3), "not lost"));
    EXPECT_EQ(counters_of("b.0").away, 100U);
    const Member back(running.folder.path(), "b.0", "lan");
    ASSERT_TRUE(a.send(frame(mac(1), mac(2), "welcome")));
    EXPECT_EQ(back.receive(), frame(mac(1), mac(2), "welcome"));
}

TEST_F(Switch, AMemberThatIsFrozenFillsItsOwnQueueOnly)
{
    constexpr int count = 1500;
    for (int i = 0; i < count; ++i)
    {
        ASSERT_TRUE(a.send(frame(mac(1), mac(2), std::to_string(i))));
        ASSERT_TRUE(a.send(frame(mac(1), mac(3), std::to_string(i))));
        ASSERT_EQ(c.receive(), frame(mac(1), mac(3), std::to_string(i)));
    }
    const Counters held = counters_of("b.0");
    EXPECT_EQ(held.queued, 1000U);
    EXPECT_GT(held.overflowed, 0U);
    EXPECT_EQ(held.sent + held.queued + held.overflowed, static_cast<std::uint64_t>(count));
    for (std::uint64_t i = 0; i < held.sent + held.queued; ++i)
    {
        ASSERT_EQ(b.receive(), frame(mac(1), mac(2), std::to_string(i)));
    }
    ASSERT_TRUE(a.send(frame(mac(1), mac(2), "thawed")));
    EXPECT_EQ(b.receive(), frame(mac(1), mac(2), "thawed"));
}

TEST_F(Switch, AFrozenMemberThatDiesLeavesNoQueue)
{
    {
        const Member frozen(running.folder.path(), "b.0", "lan");
        // b still has the socket that the switch is not yet connected to.
        for (int i = 0; i < 1100; ++i)
        {
            ASSERT_TRUE(a.send(frame(mac(1), mac(2), "held")));
        }
        ASSERT_TRUE(a.send(frame(mac(1), mac(3), "fence")));
        c.receive();
        EXPECT_EQ(counters_of("b.0").queued, 1000U);
    }
    ASSERT_TRUE(a.send(frame(mac(1), mac(3), "fence")));
    c.receive();
    EXPECT_EQ(counters_of("b.0").queued, 0U);
}

TEST_F(Switch, IsRewiredWhileItRunsAndRemembers)
{
    Wiring wanted = one_network();
    wanted.segments[0].ports.pop_back();
    wanted.segments.push_back({.name = "sgi", .ports = {{.member = "c.1", .macs = {mac(4)}}, {.member = "d.0"}}});
    running.client().rewire(wanted);
    const auto carries = [&] {
        const Member c1(running.folder.path(), "c.1", "sgi");
        const Member d(running.folder.path(), "d.0", "sgi");
        EXPECT_TRUE(c1.send(frame(mac(4), mac(9), "who has 9?")));
        EXPECT_EQ(d.receive(), frame(mac(4), mac(9), "who has 9?"));
        EXPECT_TRUE(d.send(frame(mac(9), mac(4), "I")));
        EXPECT_EQ(c1.receive(), frame(mac(9), mac(4), "I"));
        EXPECT_TRUE(a.send(frame(mac(1), mac(2), "as ever")));
        EXPECT_EQ(b.receive(), frame(mac(1), mac(2), "as ever"));
    };
    carries();
    running.kill();
    running.start();
    EXPECT_EQ(running.client().wiring(), wanted);
    carries();
    wanted.segments.erase(wanted.segments.begin());
    running.client().rewire(wanted);
    EXPECT_FALSE(a.send(frame(mac(1), mac(2)))) << "its segment is gone";
}

TEST_F(Switch, ChangesAreRefusedWithAReasonAndChangeNothing)
{
    SwitchClient client = running.client();
    const auto refusal = [&](const Change& change) -> std::string {
        try
        {
            client.apply(change);
        }
        catch (const Error& error)
        {
            return error.diagnostic().detail;
        }
        return "";
    };
    EXPECT_THAT(refusal(AddPort{"nowhere", {.member = "x"}}), ::testing::StartsWith("wire.no-segment: "));
    EXPECT_THAT(refusal(AddPort{"lan", {.member = "x", .macs = {mac(1)}}}), ::testing::StartsWith("wire.mac-taken: "));
    EXPECT_THAT(refusal(AddSegment{"a/b"}), ::testing::StartsWith("wire.bad-name: "));
    EXPECT_EQ(client.wiring(), one_network());
    client.apply(AddPort{"lan", {.member = "x"}});
    client.apply(RemovePort{"lan", "x"});
    EXPECT_EQ(client.wiring(), one_network());
}

} // namespace

} // namespace edgepool::wire
