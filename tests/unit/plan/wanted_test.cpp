// SPDX-License-Identifier: Apache-2.0
#include "plan/wanted.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
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
using testing::IsEmpty;

constexpr std::uint64_t mebi = 1 << 20;

/// One registrar, a group of elements of two to four machines, and a user, all on one network at "lab".
model::Testbed testbed()
{
    const model::MachineShape shape{.cpus = 1, .memory = Bytes{256 * mebi}, .disk = Bytes{2048 * mebi}};
    model::Testbed testbed{.name = "oslo"};
    testbed.networks.push_back({.name = "mgmt",
                                .ipv4 = *model::parse_ipv4_network("10.1.0.0/24"),
                                .ipv6 = model::parse_ipv6_network("fd00:1::/64"),
                                .mtu = 1600});
    testbed.networks.push_back({.name = "sgi", .ipv4 = *model::parse_ipv4_network("10.2.0.0/24")});
    testbed.sites.push_back({.name = "lab"});
    testbed.registrars.push_back({.site = "lab", .network = "mgmt", .machine = shape});
    testbed.elements.push_back(
        {.name = "mec", .site = "lab", .initial = 3, .min = 2, .max = 4, .network = "mgmt", .machine = shape});
    testbed.users.push_back({.name = "ue", .site = "lab", .network = "mgmt", .machine = shape});
    return testbed;
}

std::vector<Observed> machines(const std::vector<std::string>& names)
{
    std::vector<Observed> found;
    found.reserve(names.size());
    for (const std::string& name : names)
    {
        found.push_back({.id = machine_id(name)});
    }
    return found;
}

unsigned size_of_mec(const std::vector<std::string>& names)
{
    return group_sizes(testbed(), machines(names)).at("mec");
}

const Resource& named(const std::vector<Resource>& resources, std::string_view name)
{
    return *std::ranges::find(resources, name, [](const Resource& resource) { return resource.id.name; });
}

std::vector<std::string> names(const std::vector<Resource>& resources)
{
    std::vector<std::string> texts;
    texts.reserve(resources.size());
    for (const Resource& resource : resources)
    {
        texts.push_back(resource.id.name);
    }
    return texts;
}

TEST(NumberInGroup, IsReadFromTheName)
{
    EXPECT_EQ(number_in_group("mec-2", "mec"), 2U);
    EXPECT_EQ(number_in_group("mec-12", "mec"), 12U);
    EXPECT_EQ(number_in_group("mec-2-1", "mec-2"), 1U);
    for (const std::string_view other :
         {"mec-2-1", "mec", "mec-", "mec-x", "mec-02", "mec-0", "meclab-1", "ue-1", "mec-99999999999999"})
    {
        EXPECT_EQ(number_in_group(other, "mec"), std::nullopt) << other;
    }
}

TEST(GroupSizes, AreInitialWhenThereIsNoMachine)
{
    EXPECT_EQ(size_of_mec({}), 3U);
    EXPECT_EQ(size_of_mec({"pr-1", "ue-1"}), 3U);
}

TEST(GroupSizes, StayWhatTheyAre)
{
    EXPECT_EQ(size_of_mec({"mec-1", "mec-2"}), 2U) << "scaled in";
    EXPECT_EQ(size_of_mec({"mec-1", "mec-2", "mec-3", "mec-4"}), 4U) << "scaled out";
}

TEST(GroupSizes, FillGaps)
{
    EXPECT_EQ(size_of_mec({"mec-4"}), 4U) << "an 'up' was killed";
    EXPECT_EQ(size_of_mec({"mec-1", "mec-3"}), 3U) << "mec-2 was lost";
}

TEST(GroupSizes, StayWithinMinAndMax)
{
    EXPECT_EQ(size_of_mec({"mec-1"}), 2U);
    EXPECT_EQ(size_of_mec({"mec-1", "mec-9"}), 4U);
}

TEST(GroupSizes, CountMachinesAtAnySite)
{
    std::vector<Observed> found = machines({"mec-1", "mec-2"});
    found[1].id.site = "elsewhere";
    EXPECT_EQ(group_sizes(testbed(), found).at("mec"), 2U) << "the group has moved";
}

TEST(GroupSizes, CountMachinesOnly)
{
    std::vector<Observed> found = machines({"mec-4"});
    found[0].id.kind = "disk";
    EXPECT_EQ(group_sizes(testbed(), found).at("mec"), 3U);
}

TEST(WithSizes, MovesNobody)
{
    const std::vector<Resource> before = resources_of(testbed());
    const std::vector<Resource> after = resources_of(with_sizes(testbed(), {{"mec", 4}}));
    EXPECT_EQ(names(after), (std::vector<std::string>{"mgmt", "pr-1", "mec-1", "mec-2", "mec-3", "mec-4", "ue-1"}));
    for (const Resource& resource : before)
    {
        EXPECT_EQ(named(after, resource.id.name).properties, resource.properties) << resource.id.name;
    }
}

TEST(ResourcesOf, ATestbedAreNetworksThenMachinesInTheOrderOfTheirRoles)
{
    EXPECT_THAT(names(resources_of(testbed())), ElementsAre("mgmt", "pr-1", "mec-1", "mec-2", "mec-3", "ue-1"));
}

TEST(ResourcesOf, ATestbedSayWhatTheyShouldBe)
{
    const std::vector<Resource> resources = resources_of(testbed());
    EXPECT_THAT(named(resources, "mgmt").properties,
                ElementsAre(Property{"via", "local"}, Property{"ipv4", "10.1.0.0/24"}, Property{"ipv6", "fd00:1::/64"},
                            Property{"mtu", "1600"}));
    const Resource& machine = named(resources, "pr-1");
    EXPECT_THAT(machine.properties,
                ElementsAre(Property{"via", "local"}, Property{"role", "registrar"}, Property{"cpus", "1"},
                            Property{"memory", "256MiB"}, Property{"disk", "2GiB"},
                            Property{"interface on mgmt", "10.1.0.10, fd00:1::a, MTU 1600"}));
    EXPECT_THAT(machine.claims, ElementsAre("mgmt 10.1.0.10", "mgmt fd00:1::a"));
    EXPECT_THAT(machine.needs, ElementsAre(Dependency{.on = network_id("mgmt")}));
    EXPECT_EQ(machine.group, "pr");
}

TEST(ResourcesOf, AGroupWaitForItsLastMachine)
{
    const std::vector<Resource> resources = resources_of(testbed());
    const Dependency last{.on = machine_id("mec-3"), .need = Need::existing};
    EXPECT_THAT(named(resources, "mec-1").needs, ElementsAre(Dependency{.on = network_id("mgmt")}, last));
    EXPECT_THAT(named(resources, "mec-3").needs, ElementsAre(Dependency{.on = network_id("mgmt")}));
}

TEST(ResourcesOf, ACloudLeaveItsOwnNetworksAlone)
{
    model::Testbed cloudy = testbed();
    cloudy.sites[0].via = model::Via::openstack;
    cloudy.networks[0].vim_network = "provider";
    const std::vector<Resource> resources = resources_of(cloudy);
    EXPECT_THAT(names(resources), ElementsAre("pr-1", "mec-1", "mec-2", "mec-3", "ue-1"));
    EXPECT_THAT(named(resources, "pr-1").needs, IsEmpty());
}

TEST(ResourcesOf, AComputerHaveNetworksWhateverACloudCallsThem)
{
    model::Testbed local = testbed();
    local.networks[0].vim_network = "provider";
    EXPECT_EQ(names(resources_of(local)), names(resources_of(testbed())));
}

TEST(ResourcesOf, SomebodysHostsHaveNoNetworksAndNoShape)
{
    model::Testbed hosted = testbed();
    hosted.sites.push_back(
        {.name = "desk", .via = model::Via::hosts, .hosts = {{.address = "ue.example", .port = 2222}}});
    hosted.users[0].site = "desk";
    const std::vector<Resource> resources = resources_of(hosted);
    EXPECT_THAT(named(resources, "ue-1").properties, ElementsAre(Property{"via", "hosts"}, Property{"role", "user"},
                                                                 Property{"host", "ue.example port 2222"}));
    EXPECT_THAT(named(resources, "ue-1").needs, IsEmpty());
}

TEST(ResourcesOf, TwoSitesHaveTheirOwnPartsOfANetwork)
{
    model::Testbed two = testbed();
    two.sites.push_back({.name = "essen"});
    two.users[0].site = "essen";
    const std::vector<Resource> resources = resources_of(two);
    EXPECT_THAT(names(resources), ElementsAre("mgmt", "mgmt", "pr-1", "mec-1", "mec-2", "mec-3", "ue-1"));
    EXPECT_EQ(named(resources, "ue-1").needs[0].on.site, "essen");
}

} // namespace

} // namespace edgepool::plan
