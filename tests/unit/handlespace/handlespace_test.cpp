// SPDX-License-Identifier: Apache-2.0
#include "handlespace/handlespace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/handlespace/captured.h"

namespace edgepool::handlespace
{

namespace
{

using namespace std::chrono_literals;
using std::chrono::microseconds;

const Clock::time_point begin = Clock::time_point() + 1h;

Report report_of(Name name, microseconds age)
{
    return {.sender = name, .age = age, .interval = 500ms, .location = "host: 10.0.0.1:7300", .status = "0 Sessions"};
}

const Name element{Role::element, 0x10001};
const Name user{Role::user, 0x20001};

Component only(Handlespace& handlespace, Clock::time_point now)
{
    const std::vector<Component> all = handlespace.look(now);
    EXPECT_EQ(all.size(), 1U);
    return all.empty() ? Component{} : all.front();
}

TEST(Handlespace, ShowsWhoFallsSilentAsStaleAndThenNoMore)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 10s), begin);
    EXPECT_EQ(only(handlespace, begin + 1999ms).life, Life::alive);
    EXPECT_EQ(only(handlespace, begin + 2s).life, Life::stale);
    EXPECT_EQ(only(handlespace, begin + 29s).life, Life::stale);
    EXPECT_TRUE(handlespace.look(begin + 30s).empty());
}

TEST(Handlespace, StaleComponentsComeBackWithTheNextReport)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 10s), begin);
    EXPECT_EQ(only(handlespace, begin + 10s).life, Life::stale);
    handlespace.take("mec-1", report_of(element, 20s), begin + 10s);
    const Component back = only(handlespace, begin + 10s);
    EXPECT_EQ(back.life, Life::alive);
    EXPECT_EQ(back.restarts, 0U);
    EXPECT_EQ(back.started, begin - 10s);
}

TEST(Handlespace, SilenceIsMeasuredByTheIntervalWithinReason)
{
    EXPECT_EQ(silence_of(2s).until_stale, 8s);
    EXPECT_EQ(silence_of(10s).until_gone, 100s);
    EXPECT_EQ(silence_of(0us).until_stale, 1s);
    EXPECT_EQ(silence_of(microseconds(0xffffffff)).until_gone, 600s);
}

TEST(Handlespace, SeesRestartsByTheAge)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 100s), begin);
    handlespace.take("mec-1", report_of(element, 40us), begin + 2s);
    handlespace.take("mec-1", report_of(element, 500ms), begin + 2500ms);
    const Component restarted = only(handlespace, begin + 3s);
    EXPECT_EQ(restarted.restarts, 1U);
    EXPECT_EQ(restarted.started, begin + 2s - 40us);
}

TEST(Handlespace, WhatIsLateOrTwiceIsNoRestart)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 100s), begin);
    handlespace.take("mec-1", report_of(element, 101s), begin + 1s);
    handlespace.take("mec-1", report_of(element, 100500ms), begin + 1s - 400ms);
    handlespace.take("mec-1", report_of(element, 101s), begin + 1s);
    EXPECT_EQ(only(handlespace, begin + 1s).restarts, 0U);
    EXPECT_EQ(handlespace.counts().late, 2U);
    EXPECT_EQ(handlespace.counts().taken, 2U);
}

TEST(Handlespace, AReportThatWasLongOnItsWayMakesNobodyYounger)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 100s), begin);
    handlespace.take("mec-1", report_of(element, 101s), begin + 9s);
    EXPECT_EQ(only(handlespace, begin + 9s).started, begin - 100s);
    EXPECT_EQ(only(handlespace, begin + 9s).restarts, 0U);
}

TEST(Handlespace, TheEndIsToldAndStays)
{
    Handlespace handlespace;
    Report report = report_of(element, 10s);
    report.workload = 0.5;
    handlespace.take("mec-1", report, begin);
    handlespace.take("mec-1", {.sender = element, .is_final = true, .age = 11s, .interval = 500ms, .workload = 0.0},
                     begin + 1s);
    const Component ended = only(handlespace, begin + 20s);
    EXPECT_EQ(ended.life, Life::ended);
    EXPECT_EQ(ended.location, "host: 10.0.0.1:7300");
    EXPECT_EQ(ended.workload, std::nullopt);
    handlespace.take("mec-1", report_of(element, 0us), begin + 21s);
    EXPECT_EQ(only(handlespace, begin + 21s).life, Life::alive);
    EXPECT_EQ(only(handlespace, begin + 21s).restarts, 1U);
}

Association session_with(Name peer, std::uint32_t protocol = first_session_protocol)
{
    return {.peer = peer, .age = 1s, .payload_protocol = protocol};
}

TEST(Handlespace, CountsSessionsWhereUsersReportThem)
{
    Handlespace handlespace;
    const Name other{Role::element, 0x10002};
    Report report = report_of(user, 5s);
    report.associations = {session_with(element),
                           session_with(element, 0),
                           session_with(other),
                           {.peer = {Role::registrar, 0}, .age = 5s, .payload_protocol = asap_protocol}};
    handlespace.take("user-1", report, begin);
    report.sender.identifier = 0x20002;
    report.associations = {session_with(other)};
    handlespace.take("user-2", report, begin);
    const auto seen = handlespace.look(begin);
    EXPECT_EQ(seen.at(0).sessions(), 3U);
    EXPECT_EQ(seen.at(0).registrar(), (Name{Role::registrar, 0}));
    EXPECT_EQ(seen.at(1).registrar(), std::nullopt);
    EXPECT_THAT(sessions_by_element(seen), testing::ElementsAre(testing::Pair(element, 2U), testing::Pair(other, 2U)));
    // Nobody knows what became of the sessions of a user that is silent.
    EXPECT_TRUE(sessions_by_element(handlespace.look(begin + 5s)).empty());
}

TEST(Handlespace, TwoThatBearTheSameNameAreBothShown)
{
    Handlespace handlespace;
    handlespace.take("mec-1", report_of(element, 10s), begin);
    handlespace.take("mec-2", report_of(element, 1s), begin);
    const auto seen = handlespace.look(begin);
    ASSERT_EQ(seen.size(), 2U);
    EXPECT_EQ(seen.at(0).source + seen.at(1).source, "mec-1mec-2");
    EXPECT_EQ(seen.at(0).restarts + seen.at(1).restarts, 0U);
}

TEST(Handlespace, CountsWhatIsNoReport)
{
    Handlespace handlespace;
    handlespace.take("mec-1", View(), begin);
    Octets other = captured_datagrams().front().datagram;
    other.front() = 9;
    handlespace.take("mec-1", other, begin);
    handlespace.take("mec-1", other, begin);
    EXPECT_EQ(handlespace.counts().malformed.at(static_cast<std::size_t>(Flaw::other_type)), 2U);
    EXPECT_EQ(handlespace.counts().all_malformed(), 3U);
    EXPECT_TRUE(handlespace.look(begin).empty());
}

TEST(Handlespace, WhoMakesUpNamesLeavesRoomForOthersAndForMemory)
{
    Handlespace handlespace({.components = 10, .of_a_source = 4, .links = 2});
    const auto flood = [&](std::string_view source, Clock::time_point now) {
        for (std::uint64_t identifier = 1; identifier <= 100; ++identifier)
        {
            handlespace.take(source, report_of({Role::element, identifier}, 1s), now);
        }
    };
    flood("evil", begin);
    flood("worse", begin);
    EXPECT_EQ(handlespace.look(begin).size(), 8U);
    handlespace.take("mec-1", report_of(element, 1s), begin);
    EXPECT_EQ(handlespace.look(begin).size(), 9U);
    EXPECT_EQ(handlespace.counts().refused, 192U);
    flood("evil", begin + 31s); // the made-up ones are gone by then, and so is mec-1
    EXPECT_EQ(handlespace.look(begin + 31s).size(), 4U);

    Report report = report_of(user, 1s);
    for (std::uint64_t identifier = 1; identifier <= 2700; ++identifier)
    {
        report.associations.push_back(session_with({Role::element, identifier}));
    }
    handlespace.take("user-1", report, begin + 31s);
    EXPECT_EQ(handlespace.look(begin + 31s).back().links.size(), 2U);
}

/// The captured story around the death of an element, in captured time.
TEST(Handlespace, FollowsACapturedFailover)
{
    Handlespace handlespace;
    const auto all = captured_datagrams();
    Clock::time_point now;
    for (std::size_t i = 20; i < 42; ++i)
    {
        now = begin + (all.at(i).time - all.at(20).time);
        handlespace.take("router", all.at(i).datagram, now);
    }
    const auto seen = handlespace.look(now);
    const Name dead{Role::element, 0x20000002};
    const Name heir{Role::element, 0x20000001};
    EXPECT_THAT(sessions_by_element(seen), testing::ElementsAre(testing::Pair(heir, 1U)));
    EXPECT_EQ(handlespace.counts().all_malformed(), 0U);
    const auto later = handlespace.look(now + 1s);
    const auto of_dead = std::ranges::find(later, dead, &Component::name);
    ASSERT_NE(of_dead, later.end());
    EXPECT_EQ(of_dead->life, Life::stale);
}

} // namespace

} // namespace edgepool::handlespace
