// SPDX-License-Identifier: Apache-2.0
#include "plan/tasks.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/plan/resources.h"

namespace edgepool::plan
{

namespace
{

using namespace sample;
using testing::ElementsAre;

std::string said(const Plan& plan, const Task& task)
{
    return std::string(to_string(task.kind)) + " " + plan.actions[task.action].id().name;
}

/// "create mec-1 after remove mec-1, create mgmt"
std::vector<std::string> order(const Plan& plan)
{
    const std::vector<Task> tasks = tasks_of(plan);
    std::vector<std::string> texts;
    for (const Task& task : tasks)
    {
        std::string text = said(plan, task);
        std::string between = " after ";
        for (const After& after : task.after)
        {
            text += between + said(plan, tasks[after.task]);
            text += after.until == After::Until::exists ? " exists" : "";
            between = ", ";
        }
        texts.push_back(text);
    }
    return texts;
}

TEST(Tasks, MakeNetworksBeforeMachines)
{
    const std::vector<Resource> wanted{machine("mec-1"), network("mgmt")};
    EXPECT_THAT(order(plan_for(wanted, {})), ElementsAre("create mec-1 after create mgmt", "create mgmt"));
}

TEST(Tasks, RemoveMachinesBeforeNetworks)
{
    const Plan plan = plan_removal(made(std::vector{network("mgmt"), machine("mec-1"), machine("mec-2")}));
    EXPECT_THAT(order(plan),
                ElementsAre("remove mgmt after remove mec-2, remove mec-1", "remove mec-2", "remove mec-1"));
}

TEST(Tasks, DoNothingForWhatIsKept)
{
    const std::vector<Resource> wanted{network("mgmt"), machine("mec-1")};
    EXPECT_TRUE(tasks_of(plan_for(wanted, made(wanted))).empty());
}

TEST(Tasks, RemoveBeforeTheyMakeAgain)
{
    const Plan plan = plan_for(std::vector{machine("mec-1")}, made(std::vector{machine("mec-1", "384MiB")}));
    EXPECT_THAT(order(plan), ElementsAre("remove mec-1", "create mec-1 after remove mec-1"));
}

TEST(Tasks, ReplaceANetworkAroundTheReplacementOfItsMachines)
{
    const std::vector<Resource> wanted{network("mgmt", "1600"), machine("mec-1")};
    const Plan plan = plan_for(wanted, made(std::vector{network("mgmt"), machine("mec-1", "384MiB")}));
    EXPECT_THAT(order(plan),
                ElementsAre("remove mec-1", "remove mgmt after remove mec-1", "create mgmt after remove mgmt",
                            "create mec-1 after remove mec-1, create mgmt"));
}

TEST(Tasks, WaitForAnAddressToBecomeFree)
{
    Resource newcomer = machine("edge-1");
    newcomer.claims = {"mgmt 10.0.0.7"};
    Resource former = machine("mec-1");
    former.claims = {"mgmt 10.0.0.7"};
    Resource other = machine("mec-2");
    other.claims = {"mgmt 10.0.0.8"};
    const Plan plan = plan_for(std::vector{newcomer}, made(std::vector{former, other}));
    EXPECT_THAT(order(plan), ElementsAre("remove mec-2", "remove mec-1", "create edge-1 after remove mec-1"));
}

TEST(Tasks, WaitOnlyUntilTheLastOfAGroupExists)
{
    Resource first = machine("mec-1");
    first.needs = {{.on = machine_id("mec-2"), .need = Need::existing}};
    Resource last = machine("mec-2");
    last.needs.clear();
    const std::vector<Resource> wanted{first, last};
    EXPECT_THAT(order(plan_for(wanted, {})), ElementsAre("create mec-1 after create mec-2 exists", "create mec-2"));

    std::vector<Observed> found{made(last)};
    found[0].state = State::unfinished;
    EXPECT_THAT(order(plan_for(wanted, found)), ElementsAre("create mec-1", "create mec-2")) << "it exists already";
}

TEST(Tasks, WaitForTheRemovalOfADouble)
{
    Observed one = made(machine("mec-1", "384MiB"));
    one.handle = "1";
    Observed two = one;
    two.handle = "2";
    EXPECT_THAT(order(plan_for(std::vector{machine("mec-1")}, std::vector{one, two})),
                ElementsAre("remove mec-1", "remove mec-1", "create mec-1 after remove mec-1, remove mec-1"));
}

TEST(Tasks, DoNotWaitInACircle)
{
    std::vector<Observed> found = made(std::vector{machine("a"), machine("b"), machine("c")});
    found[0].needs = {found[1].id};
    found[1].needs = {found[2].id};
    found[2].needs = {found[0].id, found[2].id};
    const Plan plan = plan_removal(found);
    EXPECT_THAT(order(plan), ElementsAre("remove c after remove b", "remove b after remove a", "remove a"));
}

TEST(Tasks, OfTenThousandMachinesAreMadeAtOnce)
{
    std::vector<Resource> wanted{network("mgmt")};
    for (int i = 1; i <= 10'000; ++i)
    {
        wanted.push_back(machine("mec-" + std::to_string(i)));
    }
    EXPECT_EQ(tasks_of(plan_for(wanted, {})).size(), 10'001U);
}

} // namespace

} // namespace edgepool::plan
