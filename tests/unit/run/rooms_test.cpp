// SPDX-License-Identifier: Apache-2.0
#include "run/rooms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgepool::run
{

namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Rooms, LetInByTheOrderOfTasks)
{
    Rooms rooms({{"starting", 2}});
    for (const std::size_t task : {7U, 3U, 5U})
    {
        rooms.queue("starting", task);
    }
    EXPECT_THAT(rooms.admit(), ElementsAre(3U, 5U));
    EXPECT_THAT(rooms.admit(), IsEmpty());
    rooms.leave("starting");
    EXPECT_THAT(rooms.admit(), ElementsAre(7U));
}

TEST(Rooms, HaveNoLimitOfTheirOwn)
{
    Rooms rooms({{"starting", 1}});
    for (std::size_t task = 0; task < 100; ++task)
    {
        rooms.queue("booting", task);
    }
    EXPECT_EQ(rooms.admit().size(), 100U);
}

TEST(Rooms, HaveSpaceForOneAtLeast)
{
    Rooms rooms({{"starting", 0}});
    rooms.queue("starting", 0);
    rooms.queue("starting", 1);
    EXPECT_THAT(rooms.admit(), ElementsAre(0U));
}

} // namespace

} // namespace edgepool::run
