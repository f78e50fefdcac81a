// SPDX-License-Identifier: Apache-2.0
#include "selection/choice.h"

#include <map>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::selection
{

namespace
{

using model::Policy;

std::vector<std::size_t> chosen(Choice& choice, std::size_t times)
{
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < times; ++i)
    {
        list.push_back(choice.next().value());
    }
    return list;
}

std::vector<Element> with_weights(std::initializer_list<unsigned> weights)
{
    std::vector<Element> elements;
    for (const unsigned weight : weights)
    {
        elements.push_back({.parameters = {.weight = weight}});
    }
    return elements;
}

std::vector<Element> with_degradations(std::initializer_list<double> degradations)
{
    std::vector<Element> elements;
    for (const double degradation : degradations)
    {
        elements.push_back({.parameters = {.degradation = degradation}});
    }
    return elements;
}

TEST(SelectionChoice, NobodyIsChosenFromNone)
{
    for (const Policy policy : {Policy::round_robin, Policy::random, Policy::least_used})
    {
        EXPECT_FALSE(Choice(policy, {}, 1).next());
    }
}

TEST(SelectionChoice, RoundRobinTakesTurns)
{
    Choice choice(Policy::round_robin, std::vector<Element>(3), 1);
    EXPECT_EQ(chosen(choice, 7), (std::vector<std::size_t>{0, 1, 2, 0, 1, 2, 0}));
}

TEST(SelectionChoice, AWeightIsTurnsOfARound)
{
    Choice choice(Policy::weighted_round_robin, with_weights({1, 3}), 1);
    std::map<std::size_t, int> turns;
    for (const std::size_t element : chosen(choice, 8))
    {
        ++turns[element];
    }
    EXPECT_EQ(turns[0], 2);
    EXPECT_EQ(turns[1], 6);
}

TEST(SelectionChoice, OnlyTheHighestPriorityIsChosen)
{
    std::vector<Element> elements(3);
    elements[0].parameters.priority = 1;
    elements[1].parameters.priority = 5;
    elements[2].parameters.priority = 5;
    Choice choice(Policy::priority, elements, 1);
    EXPECT_EQ(chosen(choice, 4), (std::vector<std::size_t>{1, 2, 1, 2}));
}

TEST(SelectionChoice, TheLeastUsedIsChosenAndEqualOnesTakeTurns)
{
    Choice choice(Policy::least_used, std::vector<Element>(3), 1);
    choice.learn_load(0, 0.5);
    EXPECT_EQ(chosen(choice, 4), (std::vector<std::size_t>{1, 2, 1, 2}));
    choice.learn_load(1, 0.75);
    choice.learn_load(2, 0.75);
    EXPECT_EQ(chosen(choice, 2), (std::vector<std::size_t>{0, 0}));
}

TEST(SelectionChoice, ADegradationCountsSelectionsUntilTheLoadIsTold)
{
    Choice choice(Policy::least_used_degradation, with_degradations({0.25, 0.25}), 1);
    choice.learn_load(0, 0.0);
    choice.learn_load(1, 0.4);
    EXPECT_EQ(chosen(choice, 3), (std::vector<std::size_t>{0, 0, 1}));
    choice.learn_load(0, 0.0);
    EXPECT_EQ(choice.next(), 0U);
}

TEST(SelectionChoice, AHandicapIsAddedToTheLoad)
{
    Choice choice(Policy::priority_least_used, with_degradations({0.5, 0.1}), 1);
    EXPECT_EQ(choice.next(), 1U);
    choice.learn_load(1, 0.25);
    EXPECT_EQ(choice.next(), 1U);
    choice.learn_load(1, 0.5);
    EXPECT_EQ(choice.next(), 0U);
}

TEST(SelectionChoice, SumsEndAtAWholeWhereAllAreAlike)
{
    Choice choice(Policy::priority_least_used, with_degradations({1.0, 0.1}), 1);
    choice.learn_load(1, 1.0);
    EXPECT_EQ(chosen(choice, 4), (std::vector<std::size_t>{0, 1, 0, 1}));
}

TEST(SelectionChoice, AHandicapMayGrowWithEachSelection)
{
    Choice choice(Policy::priority_least_used_degradation, with_degradations({0.1, 0.25}), 1);
    EXPECT_EQ(chosen(choice, 4), (std::vector<std::size_t>{0, 0, 1, 0}));
}

TEST(SelectionChoice, ChanceFollowsWeights)
{
    Choice choice(Policy::weighted_random, with_weights({1, 0, 3}), 7);
    std::map<std::size_t, int> drawn;
    for (const std::size_t element : chosen(choice, 4000))
    {
        ++drawn[element];
    }
    EXPECT_EQ(drawn.count(1), 0U);
    EXPECT_NEAR(drawn[0], 1000, 120);
    EXPECT_NEAR(drawn[2], 3000, 120);
}

TEST(SelectionChoice, ChanceLeavesOutTheFull)
{
    Choice choice(Policy::randomized_least_used, std::vector<Element>(2), 3);
    choice.learn_load(0, 1.0);
    EXPECT_EQ(chosen(choice, 20), std::vector<std::size_t>(20, 1));
    choice.learn_load(1, 1.0);
    EXPECT_FALSE(choice.next());
}

TEST(SelectionChoice, TheSameSeedIsTheSameChance)
{
    Choice one(Policy::random, std::vector<Element>(5), 42);
    Choice other(Policy::random, std::vector<Element>(5), 42);
    EXPECT_EQ(chosen(one, 50), chosen(other, 50));
}

TEST(SelectionChoice, DelaysCannotBeForeseen)
{
    EXPECT_FALSE(is_foreseeable(Policy::least_used_dpf));
    EXPECT_FALSE(is_foreseeable(Policy::weighted_random_dpf));
    EXPECT_TRUE(is_foreseeable(Policy::priority_least_used));
}

} // namespace

} // namespace edgepool::selection
