// SPDX-License-Identifier: Apache-2.0
#include "run/backoff.h"

#include <chrono>

#include <gtest/gtest.h>

namespace edgepool::run
{

namespace
{

using namespace std::chrono_literals;

constexpr Backoff backoff{.first = 1s, .longest = 10s};

TEST(Backoff, DoublesUntilItIsLongEnough)
{
    EXPECT_EQ(wait_after(1, backoff, 1), 1s);
    EXPECT_EQ(wait_after(2, backoff, 1), 2s);
    EXPECT_EQ(wait_after(4, backoff, 1), 8s);
    EXPECT_EQ(wait_after(5, backoff, 1), 10s);
    EXPECT_EQ(wait_after(4'000'000'000U, backoff, 1), 10s);
}

TEST(Backoff, IsHalfOfThatAtLeast)
{
    EXPECT_EQ(wait_after(1, backoff, 0), 500ms);
    EXPECT_EQ(wait_after(1, backoff, 0.5), 750ms);
    EXPECT_EQ(wait_after(9, backoff, 0), 5s);
}

} // namespace

} // namespace edgepool::run
