// SPDX-License-Identifier: Apache-2.0
#include "wire/segment.h"

#include <cstdint>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/wire/frames.h"

namespace edgepool::wire
{

namespace
{

using frames::everybody;
using frames::frame;
using frames::mac;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Ports 0, 1, 2 with the addresses 0, 1, 2, and the ports 3 and 4 that learn.
class FivePorts : public ::testing::Test
{
protected:
    FivePorts()
    {
        for (PortId number = 0; number < 5; ++number)
        {
            segment.add_port();
            segment.give_addresses(number, number < 3 ? std::vector{mac(static_cast<std::uint8_t>(number))}
                                                      : std::vector<Mac>{});
        }
    }

    std::vector<PortId> targets(PortId from, const std::vector<std::uint8_t>& bytes)
    {
        const auto chosen = segment.forward(from, bytes);
        return {chosen.begin(), chosen.end()};
    }

    Segment segment{};
};

TEST_F(FivePorts, AFrameGoesToWhoHasTheAddressAndToNobodyElse)
{
    EXPECT_THAT(targets(0, frame(mac(0), mac(1))), ElementsAre(1));
    EXPECT_THAT(targets(1, frame(mac(1), mac(0))), ElementsAre(0));
}

TEST_F(FivePorts, AFrameForAGroupGoesToAllOthers)
{
    EXPECT_THAT(targets(1, frame(mac(1), everybody)), ElementsAre(0, 2, 3, 4));
    EXPECT_THAT(targets(1, frame(mac(1), {0x333300000001U})), ElementsAre(0, 2, 3, 4));
}

TEST_F(FivePorts, AnUnknownAddressIsLookedForWhereAddressesAreLearned)
{
    EXPECT_THAT(targets(0, frame(mac(0), mac(40))), ElementsAre(3, 4));
    EXPECT_THAT(targets(4, frame(mac(40), mac(0))), ElementsAre(0));
    EXPECT_THAT(targets(0, frame(mac(0), mac(40))), ElementsAre(4));
}

TEST_F(FivePorts, ALearnedAddressMayMove)
{
    targets(3, frame(mac(40), everybody));
    targets(4, frame(mac(40), everybody));
    EXPECT_THAT(targets(0, frame(mac(0), mac(40))), ElementsAre(4));
    EXPECT_EQ(segment.counters(4).spoofed, 0U);
}

TEST_F(FivePorts, NobodySendsFromTheAddressOfAnother)
{
    EXPECT_THAT(targets(0, frame(mac(1), mac(2))), IsEmpty());
    EXPECT_THAT(targets(3, frame(mac(1), mac(2))), IsEmpty());
    EXPECT_THAT(targets(0, frame(mac(77), mac(2))), IsEmpty()) << "nor from one that is not its own";
    EXPECT_EQ(segment.counters(0).spoofed, 2U);
    EXPECT_EQ(segment.counters(3).spoofed, 1U);
    EXPECT_THAT(targets(0, frame(mac(0), mac(1))), ElementsAre(1)) << "the address stays where it was";
}

TEST_F(FivePorts, WhatIsNoFrameGoesNowhere)
{
    EXPECT_THAT(targets(0, {}), IsEmpty());
    EXPECT_THAT(targets(0, std::vector<std::uint8_t>(13)), IsEmpty());
    EXPECT_THAT(targets(0, frame(everybody, mac(1))), IsEmpty());
    EXPECT_THAT(targets(0, frame(mac(0), mac(1), "", longest_frame + 1)), IsEmpty());
    EXPECT_EQ(segment.counters(0).malformed, 4U);
    EXPECT_EQ(segment.counters(0).received, 4U);
    EXPECT_THAT(targets(0, frame(mac(0), mac(1), "", shortest_frame)), ElementsAre(1));
    EXPECT_THAT(targets(0, frame(mac(0), mac(1), "", longest_frame)), ElementsAre(1));
}

TEST_F(FivePorts, AFrameNeverComesBack)
{
    targets(3, frame(mac(40), everybody));
    targets(3, frame(mac(41), everybody));
    EXPECT_THAT(targets(3, frame(mac(40), mac(41))), IsEmpty());
    EXPECT_THAT(targets(0, frame(mac(0), mac(0))), IsEmpty());
}

TEST_F(FivePorts, ARemovedPortIsForgottenAndItsNumberUsedAgain)
{
    targets(4, frame(mac(40), everybody));
    segment.remove_port(1);
    segment.remove_port(4);
    EXPECT_THAT(targets(0, frame(mac(0), mac(1))), ElementsAre(3)) << "unknown now";
    EXPECT_THAT(targets(0, frame(mac(0), mac(40))), ElementsAre(3));
    EXPECT_EQ(segment.add_port(), 1U);
    EXPECT_EQ(segment.counters(1), Counters{});
}

TEST_F(FivePorts, AGivenAddressIsTakenFromWhoHadLearnedIt)
{
    targets(3, frame(mac(9), everybody));
    segment.give_addresses(0, {mac(0), mac(9)});
    EXPECT_THAT(targets(2, frame(mac(2), mac(9))), ElementsAre(0));
    EXPECT_THAT(targets(3, frame(mac(9), mac(2))), IsEmpty());
    segment.remove_port(3);
    EXPECT_THAT(targets(2, frame(mac(2), mac(9))), ElementsAre(0)) << "the former owner took nothing with it";
}

TEST_F(FivePorts, WhoeverSendsFromEndlessAddressesHarmsItself)
{
    targets(4, frame(mac(200), everybody));
    for (std::uint64_t i = 0; i < 3 * Segment::most_learned; ++i)
    {
        targets(3, frame({0x020000000000U + i}, mac(0)));
    }
    EXPECT_THAT(targets(0, frame(mac(0), mac(200))), ElementsAre(4));
    EXPECT_THAT(targets(0, frame(mac(0), {0x020000000000U})), ElementsAre(3, 4)) << "the oldest is forgotten";
    EXPECT_THAT(targets(0, frame(mac(0), {0x020000000000U + 3 * Segment::most_learned - 1})), ElementsAre(3));
}

} // namespace

} // namespace edgepool::wire
