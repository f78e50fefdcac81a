// SPDX-License-Identifier: Apache-2.0
#include "drawing/words.h"

#include <gtest/gtest.h>

#include "unit/drawing/scenes.h"

namespace edgepool::drawing
{

namespace
{

TEST(DrawingWords, CountsInPlural)
{
    EXPECT_EQ(counted(1, "site"), "1 site");
    EXPECT_EQ(counted(0, "site"), "0 sites");
}

TEST(DrawingWords, SayWhoRunsASite)
{
    EXPECT_EQ(place_of({}), "local");
    EXPECT_EQ(place_of({.via = model::Via::osm, .vim = "oslo"}), "OSM · oslo");
    EXPECT_EQ(place_of({.via = model::Via::openstack, .cloud = "ude"}), "OpenStack · ude");
    EXPECT_EQ(place_of({.via = model::Via::openstack}), "OpenStack");
    EXPECT_EQ(place_of({.via = model::Via::hosts, .hosts = {{.address = "a.example"}}}), "host · a.example");
    EXPECT_EQ(place_of({.via = model::Via::hosts, .hosts = {{}, {}}}), "2 hosts");
}

TEST(DrawingWords, SayHowFarASiteIs)
{
    EXPECT_EQ(distance_of({}), "");
    EXPECT_EQ(distance_of({.delay = Delay{20'000}}), "20ms away");
    EXPECT_EQ(distance_of(
                  {.delay = Delay{20'000}, .jitter = Delay{5'000}, .rate = BitRate{50'000'000}, .loss = Share{0.005}}),
              "20ms ± 5ms away · 50Mbit · 0.5% loss");
    EXPECT_EQ(distance_of({.rate = BitRate{800'000}}), "800kbit");
}

TEST(DrawingWords, TellOfAnElementWhatThePolicyAsksFor)
{
    const model::ElementGroup group{
        .parameters = {.weight = 3, .priority = 7, .degradation = 0.5, .delay_factor = 2.0}};
    EXPECT_EQ(detail_of(group, model::Policy::round_robin), "fractal");
    EXPECT_EQ(detail_of(group, model::Policy::weighted_random), "fractal · weight 3");
    EXPECT_EQ(detail_of(group, model::Policy::priority), "fractal · priority 7");
    EXPECT_EQ(detail_of(group, model::Policy::priority_least_used), "fractal · degradation 0.5");
    EXPECT_EQ(detail_of(group, model::Policy::weighted_random_dpf), "fractal · weight 3 · delay-factor 2");
}

TEST(DrawingWords, TellWhatTheMobileCoreIs)
{
    const model::Testbed testbed = scenes::seed();
    EXPECT_EQ(core_of(*testbed.epc), "oai · PLMN 24288 · internet 10.45.0.0/24");
    EXPECT_EQ(access_points_of(*testbed.epc), "internet 10.45.0.0/24");
}

TEST(DrawingWords, TellTheAddressesOfMachines)
{
    const model::Layout layout = lay_out(scenes::seed());
    std::vector<const model::Machine*> machines;
    for (const model::Machine& machine : layout.machines)
    {
        if (machine.group == "cloud" || machine.group == "on-ue")
        {
            machines.push_back(&machine);
        }
    }
    const std::string text = about(machines);
    EXPECT_NE(text.find("\ncloud-4: mgmt 10.210."), std::string::npos) << text;
    EXPECT_NE(text.find("sgi 10.132.12."), std::string::npos) << text;
    EXPECT_NE(text.find("\non-ue-1 on ue-laptop.example: "), std::string::npos) << text;
}

TEST(DrawingWords, TellOfManyMachinesTheFirstAndTheLast)
{
    const std::vector<model::Machine> machines(10'000, model::Machine{.name = "pe"});
    std::vector<const model::Machine*> pointers;
    for (const model::Machine& machine : machines)
    {
        pointers.push_back(&machine);
    }
    const std::string text = about(pointers);
    EXPECT_NE(text.find("… 9989 more …"), std::string::npos) << text;
    EXPECT_LT(text.size(), 200U);
}

} // namespace

} // namespace edgepool::drawing
