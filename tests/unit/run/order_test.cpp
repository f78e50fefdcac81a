// SPDX-License-Identifier: Apache-2.0
#include "run/order.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace edgepool::run
{

namespace
{

using plan::After;
using plan::Task;
using testing::ElementsAre;
using testing::IsEmpty;

/// 1 and 2 wait for 0; 3 waits for both; 4 until something of 0 exists.
std::vector<Task> diamond()
{
    return {{},
            {.after = {{.task = 0}}},
            {.after = {{.task = 0}}},
            {.after = {{.task = 1}, {.task = 2}}},
            {.after = {{.task = 0, .until = After::Until::exists}}}};
}

TEST(Order, BeginsWithThoseThatWaitForNobody)
{
    EXPECT_THAT(Order(diamond()).first(), ElementsAre(0U));
}

TEST(Order, FreesATaskWhenTheLastOneThatItWaitsForIsDone)
{
    Order order(diamond());
    EXPECT_THAT(order.reached(0, After::Until::done), ElementsAre(1U, 2U, 4U));
    EXPECT_THAT(order.reached(1, After::Until::done), IsEmpty());
    EXPECT_THAT(order.reached(2, After::Until::done), ElementsAre(3U));
}

TEST(Order, FreesWhoeverWaitsForExistenceOnlyOnce)
{
    Order order(diamond());
    EXPECT_THAT(order.reached(0, After::Until::exists), ElementsAre(4U));
    EXPECT_THAT(order.reached(0, After::Until::exists), IsEmpty());
    EXPECT_THAT(order.reached(0, After::Until::done), ElementsAre(1U, 2U));
}

TEST(Order, LosesAllThatWaitForAFailedTask)
{
    Order order(diamond());
    EXPECT_THAT(order.lost(0), ElementsAre(1U, 2U, 3U, 4U));
}

TEST(Order, DoesNotLoseWhatIsFreeAlready)
{
    Order order(diamond());
    order.reached(0, After::Until::exists);
    EXPECT_THAT(order.lost(0), ElementsAre(1U, 2U, 3U));
}

} // namespace

} // namespace edgepool::run
