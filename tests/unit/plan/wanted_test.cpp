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

Numbers numbers_of_mec(const std::vector<std::string>& names, const Numbers& gaps = {})
{
    return group_numbers(testbed(), machines(names), {{"mec", gaps}}).at("mec");
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

TEST(GroupNumbers, AreTheFirstOnesWhenThereIsNoMachine)
{
    EXPECT_THAT(numbers_of_mec({}), ElementsAre(1, 2, 3));
    EXPECT_THAT(numbers_of_mec({"pr-1", "ue-1"}), ElementsAre(1, 2, 3));
    EXPECT_THAT(numbers_of_mec({}, {1, 2}), ElementsAre(1, 2, 3)) << "gaps of machines that are gone";
}

TEST(GroupNumbers, StayWhatTheyAre)
{
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-2"}), ElementsAre(1, 2)) << "scaled in";
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-2", "mec-3", "mec-4"}), ElementsAre(1, 2, 3, 4)) << "scaled out";
}

TEST(GroupNumbers, FillGaps)
{
    EXPECT_THAT(numbers_of_mec({"mec-4"}), ElementsAre(1, 2, 3, 4)) << "an 'up' was killed";
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-3"}), ElementsAre(1, 2, 3)) << "mec-2 was lost";
}

TEST(GroupNumbers, LeaveGapsThatWereLeftOnPurpose)
{
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-3"}, {2}), ElementsAre(1, 3));
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-4"}, {2}), ElementsAre(1, 3, 4)) << "mec-3 was lost";
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-2", "mec-3"}, {2}), ElementsAre(1, 2, 3)) << "it has not gone yet";
}

TEST(GroupNumbers, StayWithinMinAndMax)
{
    EXPECT_THAT(numbers_of_mec({"mec-1"}), ElementsAre(1, 2));
    EXPECT_THAT(numbers_of_mec({"mec-3"}, {1, 2}), ElementsAre(1, 3));
    EXPECT_THAT(numbers_of_mec({"mec-1", "mec-9"}), ElementsAre(1, 2, 3, 4));
}

TEST(GroupNumbers, CountMachinesAtAnySite)
{
    std::vector<Observed> found = machines({"mec-1", "mec-2"});
    found[1].id.site = "elsewhere";
    EXPECT_THAT(group_numbers(testbed(), found).at("mec"), ElementsAre(1, 2)) << "the group has moved";
}

TEST(GroupNumbers, LeaveOutWhatAMoveHasBroughtElsewhere)
{
    std::vector<Observed> found = machines({"mec-1", "mec-2", "mec-3", "mec-4"});
    found[2].id.site = found[3].id.site = "elsewhere";
    const Numbers free_before = {3, 4};
    EXPECT_THAT(group_numbers(testbed(), found, {{"mec", free_before}}).at("mec"), ElementsAre(1, 2)) << "at first";
    found.erase(found.begin(), found.begin() + 2);
    EXPECT_THAT(group_numbers(testbed(), found, {{"mec", free_before}}).at("mec"), ElementsAre(1, 2)) << "in the end";
}

TEST(GroupNumbers, CountMachinesOnly)
{
    std::vector<Observed> found = machines({"mec-4"});
    found[0].id.kind = "disk";
    EXPECT_THAT(group_numbers(testbed(), found).at("mec"), ElementsAre(1, 2, 3));
}

TEST(Gaps, AreBelowTheHighestNumber)
{
    EXPECT_THAT(gaps_of({}), IsEmpty());
    EXPECT_THAT(gaps_of({1, 2}), IsEmpty());
    EXPECT_THAT(gaps_of({2, 5}), ElementsAre(1, 3, 4));
    EXPECT_THAT(free_numbers({2, 5}, 4), ElementsAre(1, 3, 4, 6));
}

TEST(WithNumbers, MovesNobody)
{
    const std::vector<Resource> before = resources_of(testbed());
    const std::vector<Resource> after = resources_of(with_numbers(testbed(), {{"mec", {1, 2, 3, 4}}}));
    EXPECT_EQ(names(after), (std::vector<std::string>{"mgmt", "pr-1", "mec-1", "mec-2", "mec-3", "mec-4", "ue-1"}));
    for (const Resource& resource : before)
    {
        EXPECT_EQ(named(after, resource.id.name).properties, resource.properties) << resource.id.name;
    }
    const std::vector<Resource> gaps = resources_of(with_numbers(testbed(), {{"mec", {1, 4}}}));
    EXPECT_EQ(names(gaps), (std::vector<std::string>{"mgmt", "pr-1", "mec-1", "mec-4", "ue-1"}));
    EXPECT_EQ(named(gaps, "mec-4").properties, named(after, "mec-4").properties);
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
