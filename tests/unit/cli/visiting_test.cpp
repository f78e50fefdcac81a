// SPDX-License-Identifier: Apache-2.0
#include "cli/visiting.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "model/layout.h"
#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

model::Testbed two_groups()
{
    model::Testbed testbed{.name = "t", .sites = {{.name = "edge"}}};
    testbed.pool.handle = "A Pool";
    testbed.registrars = {{.site = "edge", .network = "mgmt"}};
    testbed.elements = {{.name = "near", .site = "edge", .initial = 2, .max = 2, .network = "mgmt"},
                        {.name = "far", .site = "edge", .initial = 1, .max = 1, .network = "mgmt"}};
    testbed.users = {{.name = "user", .site = "edge", .network = "mgmt"}};
    testbed.networks = {{.name = "mgmt", .ipv4 = *model::parse_ipv4_network("10.1.0.0/24")}};
    return testbed;
}

std::string identifier(const model::Testbed& testbed, const model::Layout& layout, const std::string& name)
{
    for (const model::Machine& machine : layout.machines)
    {
        if (machine.name == name)
        {
            return fmt::format("0x{:x}", roles::identifier_of(testbed, machine));
        }
    }
    return "0x0";
}

class Visiting : public testing::Test
{
protected:
    std::string served(int session, const std::string& machine, int refusals = 0) const
    {
        return fmt::format(R"({{"event":"served","picture":1,"session":{},"element":"{}","refusals":{}}})", session,
                           identifier(testbed_, layout_, machine), refusals) +
               "\n";
    }
    std::string failed_over(int session, const std::string& machine) const
    {
        return fmt::format(R"({{"event":"failover","session":{},"to":"{}","attempts":2}})", session,
                           identifier(testbed_, layout_, machine)) +
               "\n";
    }

    model::Testbed testbed_ = two_groups();
    model::Layout layout_ = lay_out(testbed_);
    std::vector<std::string> told_{};
    VisitLog log_{testbed_, layout_, [this](std::size_t session, const std::string& machine) {
                      told_.push_back(std::to_string(session) + " " + machine);
                  }};
};

TEST_F(Visiting, EachSessionIsAStep)
{
    log_.take(served(1, "near-1") + served(2, "near-2") + served(3, "far-1", 2));
    ASSERT_EQ(log_.steps().size(), 3U);
    EXPECT_EQ(log_.steps()[1].sessions, (std::vector<double>{2, 0}));
    EXPECT_EQ(log_.steps()[2].sessions, (std::vector<double>{2, 1}));
    EXPECT_EQ(log_.steps()[2].refusals, 2);
    EXPECT_EQ(told_, (std::vector<std::string>{"1 near-1", "2 near-2", "3 far-1"}));
}

TEST_F(Visiting, LinesMayBeCutAnywhere)
{
    for (const char octet : served(1, "near-1") + served(2, "far-1"))
    {
        log_.take(std::string(1, octet));
    }
    ASSERT_EQ(log_.steps().size(), 2U);
    EXPECT_EQ(log_.steps()[1].sessions, (std::vector<double>{1, 1}));
}

TEST_F(Visiting, ASessionThatMovedIsCountedWhereItIs)
{
    log_.take(served(1, "near-1") + failed_over(1, "far-1") + served(2, "near-1"));
    ASSERT_EQ(log_.steps().size(), 2U);
    EXPECT_EQ(log_.steps()[1].sessions, (std::vector<double>{1, 1}));
    EXPECT_EQ(log_.steps()[1].refusals, 1);
}

TEST_F(Visiting, WhatIsNoneOfTheseIsPassedOver)
{
    log_.take("Last login: today\n[1,2]\n{\"event\":\"picture\",\"session\":1}\n{\"event\":\"end\"}\n");
    EXPECT_TRUE(log_.steps().empty());
}

TEST_F(Visiting, TheCommandLastsForAllSessions)
{
    const std::string command = visit_command(testbed_, layout_, {.sessions = 12, .apart = std::chrono::seconds(6)});
    EXPECT_NE(command.find("--handle 'A Pool'"), std::string::npos) << command;
    EXPECT_NE(command.find("--sessions 12 --count 12 --apart 6 "), std::string::npos) << command;
    EXPECT_NE(command.find("--deadline 77 "), std::string::npos) << command;
}

TEST_F(Visiting, OnlyFractalPoolsAreVisited)
{
    testbed_.elements[0].service = model::Service::calc;
    EXPECT_THROW(visit_pool({.name = "user-1"}, testbed_, layout_, {}, {}, [](std::size_t, const std::string&) {}),
                 Error);
}

TEST(Spreading, GroupsAreSummedUp)
{
    model::Testbed testbed = two_groups();
    testbed.pool.policy = model::Policy::priority_least_used;
    testbed.elements[0].parameters.degradation = 0.1;
    testbed.elements[1].parameters.degradation = 0.5;
    EXPECT_EQ(room_of(testbed), 12U);
    const Spread spread = foresee_spread(testbed, 6, 1);
    ASSERT_EQ(spread.foreseen.size(), 6U);
    EXPECT_EQ(spread.groups, (std::vector<std::string>{"near", "far"}));
    EXPECT_EQ(spread.foreseen[3].sessions, (std::vector<double>{4, 0}));
    EXPECT_EQ(spread.foreseen[5].sessions, (std::vector<double>{5, 1}));
}

} // namespace

} // namespace edgepool::cli
