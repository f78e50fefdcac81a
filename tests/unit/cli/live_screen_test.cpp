// SPDX-License-Identifier: Apache-2.0
#include "cli/live_screen.h"

#include <gtest/gtest.h>

namespace edgepool::cli
{

namespace
{

TEST(LiveScreen, DrawsOverWhatWasThereAndClearsTheRest)
{
    EXPECT_EQ(overwriting("one\ntwo\n", 24), "\033[Hone\033[K\ntwo\033[K\033[J");
    EXPECT_EQ(overwriting("one\n\nthree", 24), "\033[Hone\033[K\n\033[K\nthree\033[K\033[J");
}

TEST(LiveScreen, ShowsNoMoreLinesThanFit)
{
    EXPECT_EQ(overwriting("one\ntwo\nthree\n", 2), "\033[Hone\033[K\ntwo\033[K\033[J");
}

} // namespace

} // namespace edgepool::cli
