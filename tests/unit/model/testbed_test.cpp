// SPDX-License-Identifier: Apache-2.0
#include "model/testbed.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::model
{

namespace
{

using Networks = std::vector<std::string_view>;

TEST(Testbed, FindsNetworksAndSitesByName)
{
    const Testbed testbed{.networks = {{.name = "mgmt"}, {.name = "sgi", .mtu = 1400}},
                          .sites = {{.name = "edge"}, {.name = "cloud", .via = Via::osm}}};
    ASSERT_NE(testbed.network("sgi"), nullptr);
    EXPECT_EQ(testbed.network("sgi")->mtu, 1400U);
    EXPECT_EQ(testbed.network("s"), nullptr);
    EXPECT_EQ(testbed.network(""), nullptr);
    ASSERT_NE(testbed.site("cloud"), nullptr);
    EXPECT_EQ(testbed.site("cloud")->via, Via::osm);
    EXPECT_EQ(testbed.site("mgmt"), nullptr);
}

TEST(Epc, SplitsItsPlmn)
{
    EXPECT_EQ((Epc{.plmn = "00101"}).mcc(), "001");
    EXPECT_EQ((Epc{.plmn = "00101"}).mnc(), "01");
    EXPECT_EQ((Epc{.plmn = "310410"}).mnc(), "410");
}

TEST(Core, ConsistsOfItsFunctions)
{
    using enum Role;
    EXPECT_EQ(functions_of(Core::oai), (std::vector{hss, mme, spgwc, spgwu}));
    EXPECT_EQ(functions_of(Core::open5gs), (std::vector{hss, mme, spgwc, spgwu}));
    EXPECT_EQ(functions_of(Core::nextepc), (std::vector{hss, mme, spgw}));
    EXPECT_EQ(functions_of(Core::gateway), std::vector{gateway});
    EXPECT_EQ(functions_of(Core::none), std::vector<Role>{});
}

TEST(Core, IsConnected)
{
    for (const Core core : {Core::oai, Core::open5gs, Core::nextepc})
    {
        std::multiset<std::string_view> legs;
        for (const Role function : functions_of(core))
        {
            const Networks networks = networks_of(function);
            EXPECT_EQ(networks.front(), "mgmt") << name_of(function);
            legs.insert(networks.begin(), networks.end());
        }
        for (const std::string_view network : {"s6a", "s11"})
        {
            EXPECT_EQ(legs.count(network), 2U) << network << " of " << name_of(core);
        }
        EXPECT_NE(legs.count("sxab"), 1U) << "the gateway's halves see each other, if it has any";
        for (const std::string_view network : {"s1c", "s1u", "sgi"})
        {
            EXPECT_EQ(legs.count(network), 1U) << network << " of " << name_of(core);
        }
    }
}

TEST(Users, AreOnTheNetworksThatTheirAttachmentNeeds)
{
    const UserGroup direct{.network = "pool"};
    const UserGroup attached{.attach = Attachment::epc, .network = "pool"};
    EXPECT_EQ(networks_of(direct, Core::none), (Networks{"mgmt", "pool"}));
    EXPECT_EQ(networks_of(direct, Core::oai), (Networks{"mgmt", "pool"}));
    EXPECT_EQ(networks_of(attached, Core::oai), (Networks{"mgmt", "s1c", "s1u"}));
    EXPECT_EQ(networks_of(attached, Core::gateway), (Networks{"mgmt", "s1u"}));
}

TEST(Users, OnManagementHaveOneLeg)
{
    EXPECT_EQ(networks_serving_on("pool"), (Networks{"mgmt", "pool"}));
    EXPECT_EQ(networks_serving_on("mgmt"), Networks{"mgmt"});
    EXPECT_EQ(networks_of(UserGroup{.network = "mgmt"}, Core::none), Networks{"mgmt"});
}

TEST(Testbed, UsesTheNetworksThatSomeMachineIsOn)
{
    using Names = std::set<std::string, std::less<>>;
    EXPECT_EQ(networks_in_use({}), Names{"mgmt"});
    EXPECT_EQ(networks_in_use({.epc = Epc{.core = Core::gateway}}), (Names{"mgmt", "s1u", "sgi"}));
    EXPECT_EQ(networks_in_use({.epc = Epc{.core = Core::none}}), Names{"mgmt"});
    EXPECT_EQ(networks_in_use(
                  {.registrars = {{.network = "a"}}, .elements = {{.network = "b"}}, .users = {{.network = "c"}}}),
              (Names{"a", "b", "c", "mgmt"}));
    EXPECT_EQ(networks_in_use({.epc = Epc{.core = Core::oai}}),
              (Names{"mgmt", "s11", "s1c", "s1u", "s6a", "sgi", "sxab"}));
}

} // namespace

} // namespace edgepool::model
