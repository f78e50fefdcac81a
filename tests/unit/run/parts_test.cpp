// SPDX-License-Identifier: Apache-2.0
#include <stop_token>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "base/rule.h"
#include "run/parts.h"

namespace edgepool::run
{

namespace
{

constexpr Rule broken{"test.broken", "it broke"};

/// Calls the step until it is done, failed, or asks for another phase.
Outcome advance_until_news(PartsStep& step, const std::stop_token& stop = {})
{
    for (;;)
    {
        Outcome outcome = step.advance({.stop = stop});
        const auto* const again = std::get_if<Again>(&outcome);
        if (again == nullptr || !again->phase.empty() || !again->text.empty())
        {
            return outcome;
        }
        std::this_thread::yield();
    }
}

TEST(PartsStep, WithoutPartsItIsDone)
{
    PartsStep step({});
    EXPECT_TRUE(std::holds_alternative<Done>(step.advance({})));
}

TEST(PartsStep, EachPartIsAPhaseThatIsAskedFor)
{
    std::string done;
    PartsStep step({{"first", [&](const OnProgress&, const std::stop_token&) { done += "first "; }},
                    {"second", [&](const OnProgress&, const std::stop_token&) { done += "second "; }}});
    const Outcome next = advance_until_news(step);
    ASSERT_TRUE(std::holds_alternative<Again>(next));
    EXPECT_EQ(std::get<Again>(next).phase, "second");
    EXPECT_EQ(done, "first ");
    EXPECT_TRUE(std::holds_alternative<Done>(advance_until_news(step)));
    EXPECT_EQ(done, "first second ");
}

TEST(PartsStep, WhatAPartThrowsIsItsFailure)
{
    PartsStep step(
        {{"only", [](const OnProgress&, const std::stop_token&) { throw Error(found(broken, {}, "why")); }}});
    const Outcome end = advance_until_news(step);
    ASSERT_TRUE(std::holds_alternative<Failed>(end));
    EXPECT_EQ(std::get<Failed>(end).error.diagnostic().code, "test.broken");
}

TEST(PartsStep, SaysHowFarAPartIs)
{
    std::stop_source stop;
    PartsStep step({{"only", [](const OnProgress& tell, const std::stop_token& stopped) {
                         tell({.stage = "fetching", .detail = "sshd", .done = 2, .total = 9});
                         while (!stopped.stop_requested())
                         {
                             std::this_thread::yield();
                         }
                     }}});
    const Outcome news = advance_until_news(step);
    ASSERT_TRUE(std::holds_alternative<Again>(news));
    EXPECT_EQ(std::get<Again>(news).text, "fetching, 2 of 9 (sshd)");
    stop.request_stop();
    EXPECT_TRUE(std::holds_alternative<Done>(advance_until_news(step, stop.get_token())))
        << "a part is asked to stop when the step is";
}

} // namespace

} // namespace edgepool::run
