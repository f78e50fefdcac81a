// SPDX-License-Identifier: Apache-2.0
#include "selection/spread.h"

#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "model/names.h"

namespace edgepool::selection
{

namespace
{

using model::Policy;

Element element_with(double degradation, unsigned room)
{
    return {.parameters = {.degradation = degradation}, .room = room, .tells_load = true};
}

std::vector<double> sessions_after(const std::vector<Standing>& course, std::size_t sessions)
{
    return course.at(sessions - 1).sessions;
}

/// Measured on RSPLIB 3.5: elements with 0.1, 0.5 and 1, four sessions each, users of three sessions that begin
/// together.
TEST(SelectionSpread, NearThenFarThenOwnAsMeasured)
{
    const std::vector<Element> elements{element_with(0.1, 4), element_with(0.5, 4), element_with(0.95, 4)};
    const auto course = foresee(Policy::priority_least_used, elements, {.sessions = 12, .at_once = 3});
    EXPECT_EQ(sessions_after(course, 3), (std::vector<double>{3, 0, 0}));
    EXPECT_EQ(sessions_after(course, 6), (std::vector<double>{3, 3, 0}));
    EXPECT_EQ(sessions_after(course, 12), (std::vector<double>{4, 4, 4}));
}

TEST(SelectionSpread, ASecondGroupIsAskedBeforeTheFirstIsFull)
{
    const std::vector<Element> elements{element_with(0.1, 4), element_with(0.5, 4)};
    const auto course = foresee(Policy::priority_least_used, elements, {.sessions = 8});
    EXPECT_EQ(sessions_after(course, 2), (std::vector<double>{2, 0}));
    EXPECT_EQ(sessions_after(course, 3), (std::vector<double>{2, 1}));
    EXPECT_EQ(sessions_after(course, 8), (std::vector<double>{4, 4}));
    EXPECT_EQ(course.back().waiting, 0);
}

TEST(SelectionSpread, WhatComesTogetherBouncesAtFullElements)
{
    const std::vector<Element> elements{element_with(0.1, 2), element_with(0.5, 2)};
    const auto course = foresee(Policy::priority_least_used, elements, {.sessions = 3, .at_once = 3});
    EXPECT_GT(course.back().refusals, 0);
}

TEST(SelectionSpread, WithoutAnyRoomSessionsWait)
{
    const auto course = foresee(Policy::round_robin, {{.room = 1}, {.room = 1}}, {.sessions = 5});
    EXPECT_EQ(course.back().sessions, (std::vector<double>{1, 1}));
    EXPECT_EQ(course.back().waiting, 3);
}

TEST(SelectionSpread, WhoHasTheHighestPriorityIsAskedForEver)
{
    std::vector<Element> elements{{.room = 1}, {.room = 1}};
    elements[0].parameters.priority = 2;
    elements[1].parameters.priority = 1;
    const auto course = foresee(Policy::priority, elements, {.sessions = 2});
    EXPECT_EQ(course.back().sessions, (std::vector<double>{1, 0}));
    EXPECT_EQ(course.back().waiting, 1);
}

TEST(SelectionSpread, WithoutALoadALeastUsedPolicyTakesTurns)
{
    const auto course = foresee(Policy::least_used, {{.room = 9}, {.room = 9}, {.room = 9}}, {.sessions = 6});
    EXPECT_EQ(course.back().sessions, (std::vector<double>{2, 2, 2}));
}

TEST(SelectionSpread, ChanceIsAMean)
{
    std::vector<Element> elements{{.room = 100}, {.room = 100}};
    elements[0].parameters.weight = 1;
    elements[1].parameters.weight = 3;
    const auto course = foresee(Policy::weighted_random, elements, {.sessions = 40});
    EXPECT_NEAR(course.back().sessions[0], 10, 0.4);
    EXPECT_NEAR(course.back().sessions[1], 30, 0.4);
}

TEST(SelectionSpread, UnderEveryPolicyEachSessionIsSomewhere)
{
    for (const auto& [policy, name] : model::names<Policy>)
    {
        if (!is_foreseeable(policy))
        {
            continue;
        }
        std::vector<Element> elements{element_with(0.1, 3), element_with(0.3, 2), element_with(0.9, 4)};
        for (Element& element : elements)
        {
            element.parameters.weight = 2;
            element.parameters.priority = 1;
        }
        const auto course = foresee(policy, elements, {.sessions = 12, .at_once = 2});
        ASSERT_EQ(course.size(), 12U);
        for (std::size_t i = 0; i < course.size(); ++i)
        {
            const auto& sessions = course[i].sessions;
            const double served = std::accumulate(sessions.begin(), sessions.end(), 0.0);
            EXPECT_NEAR(served + course[i].waiting, static_cast<double>(i + 1), 1e-6) << name << " " << i;
            for (std::size_t element = 0; element < elements.size(); ++element)
            {
                EXPECT_LE(sessions[element], elements[element].room) << name;
            }
        }
    }
}

} // namespace

} // namespace edgepool::selection
