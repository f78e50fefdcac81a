// SPDX-License-Identifier: Apache-2.0
#include "asap/policy.h"

#include <gtest/gtest.h>

namespace edgepool::asap
{

namespace
{

TEST(AsapPolicy, ParametersStandWhereRsplibPutsThem)
{
    EXPECT_EQ(parse_policy("RoundRobin").policy, (Policy{.type = 1}));
    EXPECT_EQ(parse_policy("WeightedRandom:3").policy, (Policy{.type = 4, .values = {3}}));
    EXPECT_EQ(parse_policy("PriorityLeastUsed:0.1").policy, (Policy{.type = 0x40000003, .values = {0, 0x1999999a}}));
    EXPECT_EQ(parse_policy("LeastUsed").policy, (Policy{.type = 0x40000001, .values = {0}}));
    EXPECT_EQ(parse_policy("WeightedRandomDPF:2:1.0").policy,
              (Policy{.type = 0xb0002001, .values = {2, 0xffffffff, 0}}));
}

TEST(AsapPolicy, WhatIsWrongIsSaid)
{
    EXPECT_NE(parse_policy("LeastUse").fault.find("did you mean 'LeastUsed'?"), std::string::npos);
    EXPECT_EQ(parse_policy("PriorityLeastUsed").fault, "PriorityLeastUsed needs a degradation, from 0 to 1");
    EXPECT_EQ(parse_policy("PriorityLeastUsed:1.5").fault, "PriorityLeastUsed needs a degradation, from 0 to 1");
    EXPECT_EQ(parse_policy("Priority:0.5").fault, "Priority needs a priority, a whole number");
    EXPECT_EQ(parse_policy("RoundRobin:1").fault, "RoundRobin takes 0 parameters");
    EXPECT_NE(parse_policy("").fault, "");
}

TEST(AsapPolicy, OnlyAdaptivePoliciesTakeALoad)
{
    Policy adaptive = *parse_policy("PriorityLeastUsed:0.5").policy;
    EXPECT_TRUE(set_value(adaptive, Meaning::load, from_share(0.25)));
    EXPECT_EQ(value_of(adaptive, Meaning::load), 0x40000000U);
    EXPECT_EQ(value_of(adaptive, Meaning::degradation), 0x80000000U);
    Policy fixed = *parse_policy("Priority:3").policy;
    EXPECT_FALSE(set_value(fixed, Meaning::load, 1));
    EXPECT_EQ(value_of(fixed, Meaning::priority), 3U);
}

TEST(AsapPolicy, ValuesThatAreNotThereAreNotMadeUp)
{
    EXPECT_EQ(value_of({.type = 0x40000003, .values = {7}}, Meaning::degradation), std::nullopt);
    EXPECT_EQ(value_of({.type = 0x12345678, .values = {7}}, Meaning::load), std::nullopt);
}

} // namespace

} // namespace edgepool::asap
