// SPDX-License-Identifier: Apache-2.0
#include "drawing/scene.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "unit/drawing/scenes.h"

namespace edgepool::drawing
{

namespace
{

Scene scene_of(const model::Testbed& testbed)
{
    return make_scene(testbed, lay_out(testbed));
}

std::vector<std::string> names(const Scene& scene, const std::vector<std::size_t>& groups)
{
    std::vector<std::string> out;
    for (const std::size_t group : groups)
    {
        out.push_back(scene.groups[group].name);
    }
    return out;
}

std::vector<std::string> network_names(const Scene& scene, const std::vector<std::size_t>& networks)
{
    std::vector<std::string> out;
    for (const std::size_t network : networks)
    {
        out.push_back(scene.networks[network].name);
    }
    return out;
}

const Group& group(const Scene& scene, const std::string& name)
{
    return *std::ranges::find(scene.groups, name, &Group::name);
}

using Names = std::vector<std::string>;

TEST(DrawingScene, HasEachGroupOnceAtItsSite)
{
    const Scene scene = scene_of(scenes::seed());
    ASSERT_EQ(scene.sites.size(), 4U);
    EXPECT_EQ(names(scene, scene.sites[0].groups), (Names{"HSS", "MME", "SPGW-C", "SPGW-U", "pr-1", "mec"}));
    EXPECT_EQ(names(scene, scene.sites[1].groups), (Names{"pr-2", "cloud"}));
    EXPECT_EQ(names(scene, scene.sites[2].groups), Names{"on-ue"});
    EXPECT_EQ(names(scene, scene.sites[3].groups), (Names{"phone", "pr-3"}));
    EXPECT_EQ(scene.summary, "15 machines at 4 sites");
}

TEST(DrawingScene, TellsCountsAndWhatScalingMayMakeOfThem)
{
    const Scene scene = scene_of(scenes::seed());
    EXPECT_EQ(title_of(group(scene, "mec")), "mec ×2 (1…8)");
    EXPECT_EQ(title_of(group(scene, "cloud")), "cloud ×4 (1…4)");
    EXPECT_EQ(title_of(group(scene, "on-ue")), "on-ue ×1");
    EXPECT_EQ(title_of(group(scene, "pr-1")), "pr-1");
    EXPECT_EQ(title_of(group(scene, "HSS")), "HSS");
}

TEST(DrawingScene, ShowsGroupsThatHaveNoMachinesYet)
{
    model::Testbed testbed = scenes::mec();
    testbed.elements[0].initial = 0;
    testbed.elements[0].min = 0;
    EXPECT_EQ(title_of(group(scene_of(testbed), "near")), "near ×0 (0…8)");
}

TEST(DrawingScene, JoinsFunctionsByTheirReferencePoints)
{
    const Scene scene = scene_of(scenes::seed());
    ASSERT_EQ(scene.links.size(), 3U);
    EXPECT_EQ(names(scene, {scene.links[0].from, scene.links[0].to}), (Names{"HSS", "MME"}));
    EXPECT_EQ(network_names(scene, {scene.links[0].network, scene.links[1].network, scene.links[2].network}),
              (Names{"s6a", "s11", "sxab"}));
    EXPECT_EQ(network_names(scene, group(scene, "MME").networks), (Names{"s6a", "s11", "s1c"}));
}

TEST(DrawingScene, MakesANetworkOfAReferencePointThatOthersAreOnToo)
{
    model::Testbed testbed = scenes::seed();
    testbed.elements[0].network = "s11";
    const Scene scene = scene_of(testbed);
    EXPECT_EQ(scene.links.size(), 2U);
    EXPECT_FALSE(scene.is_link(group(scene, "mec").networks.front()));
    EXPECT_EQ(network_names(scene, group(scene, "SPGW-C").networks), (Names{"sxab", "s11"}));
}

TEST(DrawingScene, KnowsHowThePoolIsReached)
{
    const Scene scene = scene_of(scenes::seed());
    EXPECT_EQ(network_names(scene, group(scene, "pr-1").pool_networks), Names{"sgi"});
    EXPECT_EQ(network_names(scene, group(scene, "phone").networks), (Names{"s1c", "s1u"}));
    EXPECT_EQ(network_names(scene, group(scene, "phone").pool_networks), Names{"s1u"});
    EXPECT_EQ(network_names(scene, group(scene, "SPGW-U").pool_networks), (Names{"s1u", "sgi"}));
    EXPECT_TRUE(group(scene, "MME").pool_networks.empty());
}

TEST(DrawingScene, LeavesTheCoreOutOfThePoolIfNobodyIsBehindIt)
{
    model::Testbed testbed = scenes::seed();
    testbed.users[0].attach = model::Attachment::direct;
    const Scene scene = scene_of(testbed);
    EXPECT_TRUE(group(scene, "SPGW-U").pool_networks.empty());
    EXPECT_EQ(group(scene, "phone").detail, "attached directly");
}

TEST(DrawingScene, ShowsManagementAsANetworkIfThePoolServesThere)
{
    model::Testbed testbed = scenes::mec();
    testbed.users[0].network = "mgmt";
    testbed.registrars[0].network = "mgmt";
    const Scene scene = scene_of(testbed);
    EXPECT_EQ(network_names(scene, group(scene, "user").networks), Names{"mgmt"});
    EXPECT_EQ(network_names(scene, group(scene, "pr-1").networks), Names{"mgmt"});
    EXPECT_EQ(network_names(scene, group(scene, "pr-2").networks), Names{"pool"});
}

TEST(DrawingScene, NamesManagementAndWhatIsUnused)
{
    const Scene scene = scene_of(scenes::gateway());
    ASSERT_TRUE(scene.management);
    EXPECT_EQ(scene.networks[*scene.management].cidr, "10.210.0.0/16");
    EXPECT_EQ(network_names(scene, scene.unused), (Names{"s1c", "s6a", "s11", "sxab"}));
}

TEST(DrawingScene, NeedsNoCoreAndNoPool)
{
    EXPECT_TRUE(scene_of(scenes::mec()).chain.empty());
    EXPECT_TRUE(scene_of(scenes::mec()).core.empty());
    model::Testbed testbed = scenes::seed();
    testbed.epc->core = model::Core::none;
    testbed.registrars.clear();
    testbed.elements.clear();
    testbed.users.clear();
    const Scene scene = scene_of(testbed);
    EXPECT_FALSE(scene.has_pool());
    EXPECT_TRUE(scene.groups.empty());
    EXPECT_TRUE(scene.core.empty());
    EXPECT_EQ(scene_of({}).summary, "0 machines at 0 sites");
}

TEST(DrawingScene, ShowsWhatTheTestbedDoesNotKnow)
{
    model::Testbed testbed = scenes::mec();
    testbed.users[0].site = "nowhere";
    testbed.users[0].network = "nothing";
    const Scene scene = make_scene(testbed, {});
    EXPECT_EQ(names(scene, scene.sites.back().groups), Names{"user"});
    EXPECT_EQ(network_names(scene, group(scene, "user").networks), Names{"nothing"});
}

} // namespace

} // namespace edgepool::drawing
