// SPDX-License-Identifier: Apache-2.0
#include "plan/plan.h"

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

TEST(Plan, CreatesWhatDoesNotExist)
{
    const std::vector<Resource> wanted{network("mgmt"), machine("mec-1")};
    const Plan plan = plan_for(wanted, {});
    EXPECT_THAT(lines(plan), ElementsAre("create network 'mgmt' at 'lab': does not exist",
                                         "create machine 'mec-1' at 'lab': does not exist"));
    EXPECT_EQ(summary(plan), "2 to create");
    EXPECT_FALSE(plan.destroys());
}

TEST(Plan, KeepsWhatIsAsItShouldBe)
{
    const std::vector<Resource> wanted{network("mgmt"), machine("mec-1")};
    const Plan plan = plan_for(wanted, made(wanted));
    EXPECT_TRUE(plan.changes_nothing());
    EXPECT_THAT(lines(plan), ElementsAre("keep network 'mgmt' at 'lab': it is as it should be",
                                         "keep machine 'mec-1' at 'lab': it is as it should be"));
}

TEST(Plan, ReplacesWhatIsDifferent)
{
    const std::vector<Resource> wanted{machine("mec-1")};
    const std::vector<Resource> earlier{machine("mec-1", "384MiB")};
    const Plan plan = plan_for(wanted, made(earlier));
    EXPECT_THAT(lines(plan), ElementsAre("replace machine 'mec-1' at 'lab': memory is 384MiB, should be 256MiB"));
    EXPECT_TRUE(plan.destroys());
}

TEST(Plan, ReplacesWhatIsBrokenAndSaysHow)
{
    std::vector<Observed> found{made(machine("mec-1"))};
    found[0].state = State::broken;
    found[0].note = "its process is gone";
    EXPECT_THAT(lines(plan_for(std::vector{machine("mec-1")}, found)),
                ElementsAre("replace machine 'mec-1' at 'lab': its process is gone"));
}

TEST(Plan, WhatWasGivenStaysWhateverItIs)
{
    std::vector<Observed> found{made(machine("mec-1")), made(machine("mec-2"))};
    found[0].state = State::broken;
    for (Observed& each : found)
    {
        each.origin = Origin::given;
    }
    EXPECT_THAT(lines(plan_for(std::vector{machine("mec-1", "384MiB")}, found)),
                ElementsAre("keep machine 'mec-1' at 'lab': somebody else made it"));
    EXPECT_TRUE(plan_removal(found).actions.empty());
}

TEST(Plan, WhatIsSilentIsMadeSure)
{
    std::vector<Observed> found{made(machine("mec-1"))};
    found[0].state = State::silent;
    EXPECT_THAT(lines(plan_for(std::vector{machine("mec-1")}, found)),
                ElementsAre("create machine 'mec-1' at 'lab': it does not answer"));
}

TEST(Plan, GoesOnWithWhatIsHalfMade)
{
    std::vector<Observed> found{made(machine("mec-1"))};
    found[0].state = State::unfinished;
    found[0].note = "it still boots";
    const Plan plan = plan_for(std::vector{machine("mec-1")}, found);
    EXPECT_THAT(lines(plan), ElementsAre("create machine 'mec-1' at 'lab': half-made: it still boots"));
    EXPECT_EQ(plan.actions[0].found, found[0]) << "the step needs to know";
}

TEST(Plan, ReplacesWhatIsHalfMadeAndDifferent)
{
    std::vector<Observed> found{made(machine("mec-1", "384MiB"))};
    found[0].state = State::unfinished;
    EXPECT_EQ(plan_for(std::vector{machine("mec-1")}, found).actions[0].verb, Verb::replace);
}

TEST(Plan, RemovesWhatTheFileDoesNotNameAnyMore)
{
    const std::vector<Resource> earlier{machine("old-10"), machine("old-2"), network("lan")};
    EXPECT_THAT(lines(plan_for(std::vector<Resource>{}, made(earlier))),
                ElementsAre("remove machine 'old-2' at 'lab': not in the testbed file any more",
                            "remove machine 'old-10' at 'lab': not in the testbed file any more",
                            "remove network 'lan' at 'lab': not in the testbed file any more"));
}

TEST(Plan, SaysThatAGroupShrinks)
{
    const std::vector<Resource> wanted{machine("mec-1")};
    const std::vector<Resource> earlier{machine("mec-1"), machine("mec-2")};
    EXPECT_THAT(lines(plan_for(wanted, made(earlier))),
                ElementsAre("keep machine 'mec-1' at 'lab': it is as it should be",
                            "remove machine 'mec-2' at 'lab': 'mec' is to have fewer machines"));
}

TEST(Plan, SaysThatAMachineMoves)
{
    std::vector<Resource> earlier{machine("mec-1")};
    earlier[0].id.site = "essen";
    EXPECT_THAT(lines(plan_for(std::vector{machine("mec-1")}, made(earlier))),
                ElementsAre("create machine 'mec-1' at 'lab': does not exist",
                            "remove machine 'mec-1' at 'essen': it belongs to 'lab'"));
}

TEST(Plan, KeepsTheBestOfTwoAndRemovesTheOther)
{
    Observed broken = made(machine("mec-1"));
    broken.handle = "0001";
    broken.state = State::broken;
    Observed whole = made(machine("mec-1"));
    whole.handle = "0002";
    const Plan plan = plan_for(std::vector{machine("mec-1")}, std::vector{broken, whole});
    ASSERT_EQ(plan.actions.size(), 2U);
    EXPECT_EQ(plan.actions[0].verb, Verb::keep);
    EXPECT_EQ(plan.actions[0].found, whole);
    EXPECT_EQ(plan.actions[1].found, broken);
    EXPECT_EQ(to_string(plan.actions[1]), "remove machine 'mec-1' at 'lab': it exists twice");
    EXPECT_EQ(plan_for(std::vector{machine("mec-1")}, std::vector{whole, broken}), plan) << "in whatever order";
}

TEST(Plan, LeavesWhatLivesThroughTheReplacementOfItsNetwork)
{
    const std::vector<Resource> wanted{network("mgmt", "1600"), machine("mec-1")};
    const Plan plan = plan_for(wanted, made(std::vector{network("mgmt"), machine("mec-1")}));
    EXPECT_EQ(summary(plan), "1 to keep, 1 to replace");
}

TEST(Plan, ReplacesWhatCannotOutliveItsNetwork)
{
    Resource tied = machine("mec-1");
    tied.needs = {{.on = network_id("mgmt"), .need = Need::same_life}};
    Resource disk{.id = {.kind = "disk", .name = "mec-1", .site = "lab"}};
    disk.needs = {{.on = tied.id, .need = Need::same_life}};
    const std::vector<Resource> earlier{disk, tied, network("mgmt")};
    const std::vector<Resource> wanted{disk, tied, network("mgmt", "1600")};
    EXPECT_THAT(
        lines(plan_for(wanted, made(earlier))),
        ElementsAre("replace disk 'mec-1' at 'lab': it cannot outlive machine 'mec-1' at 'lab', which is replaced",
                    "replace machine 'mec-1' at 'lab': it cannot outlive network 'mgmt' at 'lab', which is "
                    "replaced",
                    "replace network 'mgmt' at 'lab': mtu is 1500, should be 1600"));
}

TEST(Plan, OfRemovalTakesEverythingDown)
{
    const Plan plan = plan_removal(made(std::vector{network("mgmt"), machine("mec-1")}));
    EXPECT_THAT(lines(plan), ElementsAre("remove machine 'mec-1' at 'lab': the testbed is taken down",
                                         "remove network 'mgmt' at 'lab': the testbed is taken down"));
    EXPECT_TRUE(plan_removal({}).changes_nothing());
    EXPECT_EQ(summary(plan_removal({})), "nothing to do");
}

} // namespace

} // namespace edgepool::plan
