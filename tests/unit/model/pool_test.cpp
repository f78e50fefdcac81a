// SPDX-License-Identifier: Apache-2.0
#include "model/pool.h"

#include <set>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::model
{

namespace
{

struct Fact
{
    Policy policy;
    std::vector<std::string_view> parameters; ///< behind the policy's name on rspserver's command line
    bool adaptive;
};

/// What rspserver of RSPLIB 3.4.4 expects: WeightedRandomDPF:WEIGHT:DPF and so on.
const std::vector<Fact>& facts()
{
    using enum Policy;
    static const std::vector<Fact> all{
        {round_robin, {}, false},
        {weighted_round_robin, {"weight"}, false},
        {random, {}, false},
        {weighted_random, {"weight"}, false},
        {priority, {"priority"}, false},
        {least_used, {}, true},
        {least_used_degradation, {"degradation"}, true},
        {priority_least_used, {"degradation"}, true},
        {priority_least_used_degradation, {"degradation"}, true},
        {randomized_least_used, {}, true},
        {randomized_priority_least_used, {}, true},
        {weighted_random_dpf, {"weight", "delay-factor"}, false},
        {least_used_dpf, {"delay-factor"}, true},
        {least_used_degradation_dpf, {"degradation", "delay-factor"}, true},
        {priority_least_used_degradation_dpf, {"degradation", "delay-factor"}, true},
    };
    return all;
}

TEST(Policy, TakesWhatRsplibExpects)
{
    for (const Fact& fact : facts())
    {
        std::vector<std::string_view> taken;
        for (const auto& [parameter, name] : names<PolicyParameter>)
        {
            if (takes(fact.policy, parameter))
            {
                taken.push_back(name);
            }
        }
        EXPECT_EQ(taken, fact.parameters) << name_of(fact.policy);
    }
}

TEST(Policy, IsAdaptiveIfElementsReportTheirLoadToIt)
{
    for (const Fact& fact : facts())
    {
        EXPECT_EQ(is_adaptive(fact.policy), fact.adaptive) << name_of(fact.policy);
    }
}

TEST(Policy, IsInTheFactsWhateverItIs)
{
    std::set<Policy> known;
    for (const Fact& fact : facts())
    {
        known.insert(fact.policy);
    }
    EXPECT_EQ(known.size(), names<Policy>.size());
}

TEST(Service, ReportsItsLoadIfRsplibsDoes)
{
    using enum Service;
    for (const Service service : {fractal, calc, scripting})
    {
        EXPECT_TRUE(reports_load(service)) << name_of(service);
    }
    for (const Service service : {pingpong, echo, discard, daytime, chargen})
    {
        EXPECT_FALSE(reports_load(service)) << name_of(service);
    }
}

TEST(Pool, IsByLeastUsedIfNothingIsSaid)
{
    EXPECT_EQ(Pool{}.policy, Policy::least_used);
    EXPECT_EQ(Pool{}.failover, Failover::normal);
    EXPECT_EQ(longest_pool_handle, 32U);
}

} // namespace

} // namespace edgepool::model
