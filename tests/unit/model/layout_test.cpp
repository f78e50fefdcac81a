// SPDX-License-Identifier: Apache-2.0
#include "model/layout.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool::model
{

namespace
{

Network network(std::string_view name, std::string_view ipv4, std::string_view ipv6 = "")
{
    return {.name = std::string(name), .ipv4 = parse_ipv4_network(ipv4).value(), .ipv6 = parse_ipv6_network(ipv6)};
}

ElementGroup elements(const std::string& name, unsigned initial, unsigned max)
{
    return {.name = name, .site = "here", .initial = initial, .max = max, .network = "pool"};
}

UserGroup users(const std::string& name, unsigned count)
{
    return {.name = name, .site = "here", .count = count, .network = "pool"};
}

/// Three registrars, a group of two elements that may become four, two users.
Testbed small_testbed()
{
    return {.networks = {network("mgmt", "10.210.0.0/16", "fd00:10::/64"),
                         network("pool", "10.217.0.0/24", "fd00:17::/64")},
            .sites = {{.name = "here"}},
            .registrars = std::vector(3, Registrar{.site = "here", .network = "pool"}),
            .elements = {elements("mec", 2, 4)},
            .users = {users("user", 2)}};
}

/// "mec-1: mgmt 10.210.0.13, pool 10.217.0.13"
std::string said(const Machine& machine)
{
    std::string text = machine.name + ":";
    for (const Interface& interface : machine.interfaces)
    {
        text += (text.ends_with(":") ? " " : ", ") + interface.network;
        text += interface.ipv4 ? " " + to_string(*interface.ipv4) : "";
    }
    return text + (machine.host ? " at " + machine.host->address : "");
}

std::vector<std::string> said(const Layout& layout)
{
    std::vector<std::string> all;
    all.reserve(layout.machines.size());
    for (const Machine& machine : layout.machines)
    {
        all.push_back(said(machine));
    }
    return all;
}

std::string address(const Testbed& testbed, std::string_view machine, std::string_view on = "pool")
{
    for (const Machine& each : lay_out(testbed).machines)
    {
        const auto found = std::ranges::find(each.interfaces, on, &Interface::network);
        if (each.name == machine && found != each.interfaces.end())
        {
            return found->ipv4 ? to_string(*found->ipv4) : "none";
        }
    }
    return "no such machine";
}

/// Whether every machine of `before` that is still there in `after` has the addresses and the host that it had.
void expect_nobody_moved(const Testbed& before, const Testbed& after)
{
    std::map<std::string, std::string> now;
    for (const Machine& machine : lay_out(after).machines)
    {
        now.emplace(machine.name, said(machine));
    }
    for (const Machine& machine : lay_out(before).machines)
    {
        if (const auto found = now.find(machine.name); found != now.end())
        {
            EXPECT_EQ(found->second, said(machine));
        }
    }
}

TEST(Layout, OfAnEmptyTestbedIsEmpty)
{
    EXPECT_TRUE(lay_out({}).machines.empty());
    EXPECT_TRUE(address_blocks({}).empty());
}

TEST(Layout, NumbersMachinesAndAddressesInTheOrderOfTheFile)
{
    EXPECT_EQ(said(lay_out(small_testbed())), (std::vector<std::string>{
                                                  "pr-1: mgmt 10.210.0.10, pool 10.217.0.10",
                                                  "pr-2: mgmt 10.210.0.11, pool 10.217.0.11",
                                                  "pr-3: mgmt 10.210.0.12, pool 10.217.0.12",
                                                  "mec-1: mgmt 10.210.0.13, pool 10.217.0.13",
                                                  "mec-2: mgmt 10.210.0.14, pool 10.217.0.14",
                                                  "user-1: mgmt 10.210.0.17, pool 10.217.0.17",
                                                  "user-2: mgmt 10.210.0.18, pool 10.217.0.18",
                                              }));
}

TEST(Layout, GivesEveryMachineWhatItsGroupSays)
{
    Testbed testbed = small_testbed();
    testbed.elements[0].machine = {.cpus = 3, .memory = {1 << 30}, .disk = {5}};
    const Layout layout = lay_out(testbed);
    const Machine& machine = layout.machines[4];
    EXPECT_EQ(machine.name, "mec-2");
    EXPECT_EQ(machine.role, Role::element);
    EXPECT_EQ(machine.group, "mec");
    EXPECT_EQ(machine.number, 2U);
    EXPECT_EQ(machine.site, "here");
    EXPECT_EQ(machine.shape.cpus, 3U);
    EXPECT_EQ(machine.shape.memory, Bytes{1 << 30});
    EXPECT_EQ(layout.machines[1].group, registrar_group);
    EXPECT_EQ(layout.machines[1].number, 2U);
}

TEST(Layout, GivesBothFamiliesTheSameNumber)
{
    const Machine machine = lay_out(small_testbed()).machines.at(3);
    EXPECT_EQ(to_string(machine.interfaces[1].ipv6.value()), "fd00:17::d");
    Testbed ipv4_only = small_testbed();
    ipv4_only.networks[1].ipv6 = std::nullopt;
    EXPECT_EQ(lay_out(ipv4_only).machines.at(3).interfaces[1].ipv6, std::nullopt);
    EXPECT_NE(lay_out(ipv4_only).machines.at(3).interfaces[0].ipv6, std::nullopt);
}

struct Functions
{
    Core core;
    std::vector<std::string> machines;
};

TEST(Layout, HasTheFunctionsOfItsCore)
{
    for (const Functions& each : {
             Functions{Core::oai,
                       {"hss: mgmt, s6a", "mme: mgmt, s6a, s11, s1c", "spgwc: mgmt, sxab, s11",
                        "spgwu: mgmt, sxab, s1u, sgi"}},
             Functions{Core::nextepc, {"hss: mgmt, s6a", "mme: mgmt, s6a, s11, s1c", "spgw: mgmt, s11, s1u, sgi"}},
             Functions{Core::gateway, {"gateway: mgmt, s1u, sgi"}},
             Functions{Core::none, {}},
         })
    {
        EXPECT_EQ(said(lay_out({.epc = Epc{.core = each.core}})), each.machines) << name_of(each.core);
    }
}

TEST(Layout, ScalingAGroupMovesNobodyElse)
{
    for (unsigned initial = 0; initial <= 4; ++initial)
    {
        Testbed scaled = small_testbed();
        scaled.elements[0].initial = initial;
        expect_nobody_moved(small_testbed(), scaled);
        EXPECT_EQ(lay_out(scaled).machines.size(), 5U + initial);
    }
}

TEST(Layout, AMoveToAnotherSiteChangesNoAddress)
{
    Testbed moved = small_testbed();
    moved.elements[0].elsewhere = {{2, "there"}};
    EXPECT_EQ(said(lay_out(moved)), said(lay_out(small_testbed())));
    std::vector<std::string> sites;
    for (const Machine& machine : lay_out(moved).machines)
    {
        sites.push_back(machine.site);
    }
    EXPECT_EQ(sites, (std::vector<std::string>{"here", "here", "here", "here", "there", "here", "here"}));
}

TEST(Layout, ALaterGroupMovesNobodyBeforeIt)
{
    Testbed testbed = small_testbed();
    testbed.users.push_back(users("visitor", 100));
    expect_nobody_moved(small_testbed(), testbed);
    Testbed elements_only = small_testbed();
    elements_only.users.clear();
    Testbed more = elements_only;
    more.elements.push_back(elements("far", 3, 9));
    expect_nobody_moved(elements_only, more);
}

TEST(Layout, LeavesRoomForTheLargestGroup)
{
    Testbed testbed = small_testbed();
    testbed.elements[0].max = 1; // fewer than the two that are created
    EXPECT_EQ(address(testbed, "user-1"), "10.217.0.15");
}

TEST(Layout, GroupsMayBeEmpty)
{
    Testbed testbed = small_testbed();
    testbed.elements[0] = elements("mec", 0, 0);
    testbed.users.insert(testbed.users.begin(), users("nobody", 0));
    EXPECT_EQ(said(lay_out(testbed)).size(), 5U);
    EXPECT_EQ(address(testbed, "user-1"), "10.217.0.13");
}

TEST(Layout, KeepsClearOfGateways)
{
    Testbed testbed = small_testbed();
    testbed.networks[1].gateway = parse_ipv4("10.217.0.11");
    EXPECT_EQ(address(testbed, "pr-1"), "10.217.0.10");
    EXPECT_EQ(address(testbed, "pr-2"), "10.217.0.12");
    testbed.networks[1].gateway = parse_ipv4("10.217.0.15");
    EXPECT_EQ(address(testbed, "mec-1"), "10.217.0.16") << "a group stays together";
    testbed.networks[1].gateway = parse_ipv4("10.99.0.1");
    EXPECT_EQ(address(testbed, "pr-2"), "10.217.0.11") << "one that is not on the network is no obstacle";
}

TEST(Layout, PutsFixedAddressesWhereTheFileSays)
{
    Testbed testbed = small_testbed();
    testbed.registrars[1].address = parse_ipv4("10.217.0.200");
    testbed.elements[0].first_address = parse_ipv4("10.217.0.100");
    testbed.users[0].first_address = parse_ipv4("10.217.0.10");
    EXPECT_EQ(address(testbed, "pr-2"), "10.217.0.200");
    EXPECT_EQ(address(testbed, "mec-1"), "10.217.0.100");
    EXPECT_EQ(address(testbed, "mec-2"), "10.217.0.101");
    EXPECT_EQ(address(testbed, "user-2"), "10.217.0.11");
    EXPECT_EQ(address(testbed, "pr-1"), "10.217.0.12") << "chosen addresses go around the fixed ones";
    EXPECT_EQ(address(testbed, "mec-1", "mgmt"), "10.210.0.13") << "other networks are not concerned";
}

TEST(Layout, PutsFunctionsWhereTheFileSays)
{
    Testbed testbed{
        .epc = Epc{.core = Core::nextepc,
                   .addresses = {{.function = Role::mme, .network = "s1c", .address = *parse_ipv4("10.211.0.102")}}},
        .networks = {network("mgmt", "10.210.0.0/16"), network("s1c", "10.211.0.0/24"),
                     network("s11", "10.214.0.0/24")}};
    EXPECT_EQ(address(testbed, "mme", "s1c"), "10.211.0.102");
    EXPECT_EQ(address(testbed, "mme", "s11"), "10.214.0.10");
    EXPECT_EQ(address(testbed, "spgw", "s11"), "10.214.0.11");
    EXPECT_EQ(address(testbed, "mme", "s6a"), "none") << "the model has no such network";
}

TEST(Layout, TakesAddressesOfFunctionsForFunctionsOnly)
{
    Testbed testbed = small_testbed();
    testbed.epc =
        Epc{.core = Core::none,
            .addresses = {{.function = Role::registrar, .network = "pool", .address = *parse_ipv4("10.217.0.99")}}};
    EXPECT_EQ(address(testbed, "pr-1"), "10.217.0.10");
}

TEST(Layout, AnEmptyGroupReservesNothing)
{
    Testbed testbed = small_testbed();
    testbed.elements[0] = elements("mec", 0, 0);
    testbed.elements[0].first_address = parse_ipv4("10.217.0.14");
    EXPECT_EQ(address(testbed, "user-1"), "10.217.0.13");
    EXPECT_EQ(address(testbed, "user-2"), "10.217.0.14");
}

TEST(Layout, StartsLowOnSmallNetworks)
{
    Testbed testbed = small_testbed();
    testbed.networks[1] = network("pool", "10.217.0.0/28");
    EXPECT_EQ(address(testbed, "pr-1"), "10.217.0.2");
    testbed.networks[1] = network("pool", "10.217.0.0/27");
    EXPECT_EQ(address(testbed, "pr-1"), "10.217.0.10");
}

TEST(Layout, GivesHostsOfOthersNoAddresses)
{
    Testbed testbed = small_testbed();
    testbed.sites[0].via = Via::hosts;
    testbed.sites[0].hosts = {{.address = "a"}, {.address = "b"}, {.address = "c"}, {.address = "d"}};
    EXPECT_TRUE(address_blocks(testbed).empty());
    EXPECT_EQ(said(lay_out(testbed)),
              (std::vector<std::string>{"pr-1: mgmt, pool at a", "pr-2: mgmt, pool at b", "pr-3: mgmt, pool at c",
                                        "mec-1: mgmt, pool at d", "mec-2: mgmt, pool", "user-1: mgmt, pool",
                                        "user-2: mgmt, pool"}));
}

TEST(Layout, ScalingAGroupMovesNobodyToAnotherHost)
{
    Testbed testbed = small_testbed();
    testbed.sites[0].via = Via::hosts;
    for (int i = 0; i < 9; ++i)
    {
        testbed.sites[0].hosts.push_back({.address = "host" + std::to_string(i)});
    }
    for (unsigned initial = 0; initial <= 4; ++initial)
    {
        Testbed scaled = testbed;
        scaled.elements[0].initial = initial;
        expect_nobody_moved(testbed, scaled);
    }
    EXPECT_EQ(said(lay_out(testbed).machines.at(6)), "user-2: mgmt, pool at host8");
}

TEST(Layout, GivesMachinesThatServeOnManagementOneLeg)
{
    Testbed testbed = small_testbed();
    testbed.registrars[2].network = "mgmt";
    testbed.elements[0].network = "mgmt";
    testbed.elements[0].first_address = parse_ipv4("10.210.0.50");
    testbed.users[0].network = "mgmt";
    const auto machines = said(lay_out(testbed));
    EXPECT_EQ(machines.at(2), "pr-3: mgmt 10.210.0.12");
    EXPECT_EQ(machines.at(3), "mec-1: mgmt 10.210.0.50");
    EXPECT_EQ(machines.at(5), "user-1: mgmt 10.210.0.13");
    EXPECT_EQ(address_blocks(testbed).size(), 7U);
}

TEST(Layout, CopesWithSitesAndNetworksThatDoNotExist)
{
    Testbed testbed = small_testbed();
    testbed.elements[0].site = "nowhere";
    testbed.elements[0].network = "nothing";
    EXPECT_EQ(said(lay_out(testbed)).at(3), "mec-1: mgmt 10.210.0.13, nothing");
}

TEST(Layout, NamesAreDnsLabelsAndUnique)
{
    Testbed testbed = small_testbed();
    testbed.epc = Epc{.core = Core::oai};
    testbed.elements = {elements("a", 1, 1), elements("a-1", 2, 2),
                        elements("abcdefghijklmnopqrstuvwx", 60'000, 60'000)};
    std::set<std::string> seen;
    for (const Machine& machine : lay_out(testbed).machines)
    {
        EXPECT_LE(machine.name.size(), 63U);
        EXPECT_TRUE(seen.insert(machine.name).second) << machine.name;
        EXPECT_EQ(machine.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"), std::string::npos);
    }
}

TEST(Layout, HasTenThousandMachines)
{
    Testbed testbed = small_testbed();
    testbed.networks[1] = network("pool", "10.224.0.0/16");
    testbed.elements[0] = elements("mec", 10'000, 10'000);
    const Layout layout = lay_out(testbed);
    ASSERT_EQ(layout.machines.size(), 10'005U);
    EXPECT_EQ(said(layout.machines[10'002]), "mec-10000: mgmt 10.210.39.28, pool 10.224.39.28");
}

const AddressBlock& block_of(const std::vector<AddressBlock>& blocks, Role role, std::string_view network)
{
    return *std::ranges::find_if(
        blocks, [&](const AddressBlock& each) { return each.owner.role == role && each.network == network; });
}

TEST(AddressBlocks, SayWhoOwnsWhat)
{
    Testbed testbed = small_testbed();
    testbed.elements[0].first_address = parse_ipv4("10.217.0.100");
    const auto blocks = address_blocks(testbed);
    EXPECT_EQ(blocks.size(), 10U);
    const AddressBlock& fixed = block_of(blocks, Role::element, "pool");
    EXPECT_EQ(fixed.owner, (Owner{.role = Role::element, .index = 0}));
    EXPECT_EQ(fixed.offset, 100U);
    EXPECT_EQ(fixed.count, 4U);
    EXPECT_TRUE(fixed.fixed);
    EXPECT_FALSE(block_of(blocks, Role::element, "mgmt").fixed);
}

struct Room
{
    const char* what;
    std::string_view network;
    std::uint64_t offset;
    std::uint64_t count;
    bool fits;
};

TEST(AddressBlocks, FitBetweenTheNetworksOwnAddresses)
{
    for (const Room& each : {
             Room{"the lowest", "10.0.0.0/24", 1, 1, true},
             Room{"the network's address", "10.0.0.0/24", 0, 1, false},
             Room{"all", "10.0.0.0/24", 1, 254, true},
             Room{"all and broadcast", "10.0.0.0/24", 1, 255, false},
             Room{"the highest", "10.0.0.0/24", 254, 1, true},
             Room{"broadcast", "10.0.0.0/24", 255, 1, false},
             Room{"behind the end", "10.0.0.0/24", 256, 1, false},
             Room{"none, behind the end", "10.0.0.0/24", 900, 0, true},
             Room{"before the beginning", "10.0.0.0/24", ~std::uint64_t{0}, 2, false},
             Room{"a network of one", "10.0.0.0/32", 1, 1, false},
             Room{"a network of two", "10.0.0.0/31", 1, 1, false},
             Room{"a network of four", "10.0.0.0/30", 1, 2, true},
             Room{"the whole Internet", "0.0.0.0/0", 1, 4'294'967'294, true},
             Room{"more than the Internet", "0.0.0.0/0", 1, 4'294'967'295, false},
         })
    {
        const AddressBlock block{.network = "n", .offset = each.offset, .count = each.count};
        EXPECT_EQ(fits(block, network("n", each.network)), each.fits) << each.what;
    }
}

TEST(AddressBlocks, DoNotFitIntoATooSmallNetwork)
{
    Testbed testbed = small_testbed();
    testbed.networks[1] = network("pool", "10.217.0.0/28"); // 2 to 14: three registrars, four elements, two users
    EXPECT_TRUE(std::ranges::all_of(address_blocks(testbed), [&](const AddressBlock& block) {
        return fits(block, *testbed.network(block.network));
    }));
    testbed.users[0].count = 7;
    EXPECT_FALSE(fits(block_of(address_blocks(testbed), Role::user, "pool"), testbed.networks[1]));
    EXPECT_TRUE(fits(block_of(address_blocks(testbed), Role::element, "pool"), testbed.networks[1]));
}

TEST(AddressBlocks, LieWhereTheFileSaysEvenOutside)
{
    Testbed testbed = small_testbed();
    for (const std::string_view outside :
         {"10.216.255.255", "10.217.1.0", "0.0.0.0", "255.255.255.255", "10.217.0.254"})
    {
        testbed.elements[0].first_address = parse_ipv4(outside);
        EXPECT_FALSE(fits(block_of(address_blocks(testbed), Role::element, "pool"), testbed.networks[1])) << outside;
        EXPECT_EQ(address(testbed, "mec-1"), outside);
        EXPECT_EQ(address(testbed, "user-1"), "10.217.0.13") << "and is in nobody's way";
    }
}

TEST(AddressBlocks, FillASlash16WithSixtyFiveThousand)
{
    Testbed testbed = small_testbed();
    testbed.networks[1] = network("pool", "10.217.0.0/16");
    testbed.elements[0] = elements("mec", 1, 65'000);
    testbed.users[0] = users("user", 65'534 - 65'000 - 3 - 9);
    EXPECT_TRUE(fits(block_of(address_blocks(testbed), Role::user, "pool"), testbed.networks[1]));
    ++testbed.users[0].count;
    EXPECT_FALSE(fits(block_of(address_blocks(testbed), Role::user, "pool"), testbed.networks[1]));
}

TEST(GroupNames, ThatMachinesAlreadyHaveAreReserved)
{
    for (const std::string_view name : {"hss", "mme", "spgwc", "spgwu", "spgw", "gateway", "pr", "all", "epc"})
    {
        EXPECT_TRUE(is_reserved_group_name(name)) << name;
    }
    for (const std::string_view name : {"", "mec", "user", "element", "registrar", "prs", "hss1", "pr-1", "HSS"})
    {
        EXPECT_FALSE(is_reserved_group_name(name)) << name;
    }
}

} // namespace

} // namespace edgepool::model
