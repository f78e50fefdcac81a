// SPDX-License-Identifier: Apache-2.0
#include "member/standing.h"

#include <gtest/gtest.h>

#include "member/load.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;

constexpr process::Clock::time_point now{1000s};
constexpr Rhythm rhythm{};

Standing registered(double load = 0)
{
    return {.is_registered = true, .registered_at = now, .told_load = load};
}

TEST(MemberStanding, AServerThatAnswersIsRegisteredOnce)
{
    Standing standing;
    EXPECT_EQ(next_step(standing, {.answers = true}, now, rhythm), Step::register_now);
    standing = registered();
    EXPECT_EQ(next_step(standing, {.answers = true}, now + 9s, rhythm), Step::nothing);
    EXPECT_EQ(next_step(standing, {.answers = true}, now + 10s, rhythm), Step::register_now);
}

TEST(MemberStanding, AServerThatNeverAnsweredIsNotTakenOut)
{
    Standing standing;
    for (int check = 0; check < 5; ++check)
    {
        EXPECT_EQ(next_step(standing, {.answers = false}, now, rhythm), Step::nothing);
    }
}

TEST(MemberStanding, OneFailedCheckIsBadLuckAndTwoAreNot)
{
    Standing standing = registered();
    EXPECT_EQ(next_step(standing, {.answers = false}, now, rhythm), Step::nothing);
    EXPECT_EQ(next_step(standing, {.answers = true}, now, rhythm), Step::nothing);
    EXPECT_EQ(next_step(standing, {.answers = false}, now, rhythm), Step::nothing);
    EXPECT_EQ(next_step(standing, {.answers = false}, now, rhythm), Step::deregister);
}

TEST(MemberStanding, ALoadIsToldWhenItIsAnotherOne)
{
    Standing standing = registered(0.5);
    EXPECT_EQ(next_step(standing, {.answers = true, .load = 0.505}, now, rhythm), Step::nothing);
    EXPECT_EQ(next_step(standing, {.answers = true, .load = 0.52}, now, rhythm), Step::register_now);
    EXPECT_EQ(next_step(standing, {.answers = true, .load = std::nullopt}, now, rhythm), Step::nothing);
}

TEST(MemberLoad, IsAShareOrAPercentage)
{
    EXPECT_EQ(parse_load("0.25\n"), 0.25);
    EXPECT_EQ(parse_load(" 25% and more"), 0.25);
    EXPECT_EQ(parse_load("1"), 1);
    for (const std::string_view wrong : {"", "%", "1.5", "-0.1", "101%", "nan", "much"})
    {
        EXPECT_EQ(parse_load(wrong), std::nullopt) << wrong;
    }
}

TEST(MemberLoad, ComesFromACommandOrAFile)
{
    EXPECT_EQ(read_load({.command = "echo 40%"}, {}).share, 0.4);
    const Load failed = read_load({.command = "exit 3"}, {});
    EXPECT_FALSE(failed.share);
    EXPECT_NE(failed.fault, "");
    const Load absent = read_load({.file = "/nonexistent"}, {});
    EXPECT_EQ(absent.fault, "'' is no load from 0 to 1");
}

} // namespace

} // namespace edgepool::member
