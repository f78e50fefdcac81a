// SPDX-License-Identifier: Apache-2.0
#include "testbed/build.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "base/render.h"
#include "doc/read_yaml.h"
#include "doc/write.h"
#include "model/testbed.h"
#include "support/testbed_document.h"
#include "testbed/fields.h"
#include "testbed/form.h"

namespace edgepool::testbed
{

namespace
{

using model::Testbed;

/// The text must follow the table; the rules between values are not asked.
Testbed built(const std::string& text)
{
    const auto source = std::make_shared<Source>("testbed.yaml", text);
    Diagnostics unread;
    const doc::Document document = doc::read_yaml(source, unread).value();
    const Judged judged = judge(document);
    for (const Diagnostic& fault : judged.faults)
    {
        ADD_FAILURE() << render(fault);
    }
    return build(Form(judged));
}

std::string everything(const Testbed& testbed)
{
    return doc::to_yaml(support::to_document(testbed));
}

const std::string head = "edgepool: 1\nname: demo\n";
const std::string key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHlOhnZR8hG1wzNRzHf3RxSHKcKvVqTEKmVQ5Lb2X0Yd";

/// Of each type of object a file that has one; '%' stands for further keys of it.
const std::map<std::string_view, std::string>& files_with()
{
    const std::string osm = "sites: [{name: core, via: osm, vim: v}]\n";
    static const std::map<std::string_view, std::string> files{
        {"testbed", head + "%\n"},
        {"EPC", head + osm + "epc: {%}\n"},
        {"MME", head + osm + "epc: {mme: {%}}\n"},
        {"APN", head + osm + "epc: {apns: [{name: a, addresses: 10.45.0.0/16, %}]}\n"},
        {"list of subscribers", head + osm + "epc: {subscribers: {%}}\n"},
        {"function's addresses", head + osm + "epc: {addresses: {hss: {%}}}\n"},
        {"network", head + "networks: {lan: {cidr: 10.1.0.0/24, %}}\n"},
        {"site", head + "sites: [{name: s, %}]\n"},
        {"host", head + "sites: [{name: s, via: hosts, hosts: [{address: a, host-key: " + key + ", %}]}]\n"},
        {"image", head + "image: {%}\n"},
        {"file of the image", head + "image: {files: [{path: /etc/motd, from: motd, %}]}\n"},
        {"pool", head + "pool: {%}\nelements: [{name: mec}]\n"},
        {"registrar", head + "registrars: [{%}]\n"},
        {"group of elements", head + "elements: [{name: mec, %}]\n"},
        {"group of users", head + "users: [{name: user, %}]\n"},
        {"machine", head + "elements: [{name: mec, machine: {%}}]\n"},
    };
    return files;
}

std::string with(std::string file, const std::string& keys)
{
    return file.replace(file.find('%'), 1, keys);
}

std::vector<const ObjectType*> all_types()
{
    std::vector<const ObjectType*> types{&testbed_type()};
    for (std::size_t i = 0; i < types.size(); ++i)
    {
        for (const Field& field : types[i]->fields)
        {
            if (field.object != nullptr && std::ranges::find(types, field.object) == types.end())
            {
                types.push_back(field.object);
            }
        }
    }
    return types;
}

TEST(Build, GivesTheTablesDefaults)
{
    int compared = 0;
    for (const ObjectType* type : all_types())
    {
        ASSERT_TRUE(files_with().contains(type->name)) << "no file with a " << type->name;
        const std::string& file = files_with().at(type->name);
        for (const Field& field : type->fields)
        {
            if (!field.fallback.empty())
            {
                const std::string written = std::string(field.key) + ": " + std::string(field.fallback);
                EXPECT_EQ(everything(built(with(file, written))), everything(built(with(file, ""))))
                    << type->name << " " << written;
                ++compared;
            }
        }
    }
    EXPECT_GT(compared, 15);
}

TEST(Build, OfTheSmallestFileMakesASmallTestbed)
{
    const Testbed testbed = built(head);
    EXPECT_EQ(testbed.name, "demo");
    EXPECT_EQ(testbed.description, "");
    EXPECT_FALSE(testbed.epc);
    ASSERT_EQ(testbed.sites.size(), 1U);
    EXPECT_EQ(testbed.sites[0].name, "local");
    EXPECT_EQ(testbed.sites[0].via, model::Via::local);
    EXPECT_EQ(testbed.pool.handle, "EdgePool");
    EXPECT_TRUE(testbed.registrars.empty() && testbed.elements.empty() && testbed.users.empty());
    ASSERT_EQ(testbed.networks.size(), 1U);
    EXPECT_EQ(testbed.networks[0].name, "mgmt");
    EXPECT_EQ(to_string(testbed.networks[0].ipv4), "10.210.0.0/16");
}

TEST(Build, MakesThreeRegistrarsAtTheFirstSiteForElements)
{
    const Testbed testbed = built(head + "sites: [{name: a}, {name: b}]\nelements: [{name: mec, site: b}]\n");
    ASSERT_EQ(testbed.registrars.size(), 3U);
    EXPECT_EQ(testbed.registrars[2].site, "a");
    EXPECT_EQ(testbed.registrars[2].network, "pool");
    EXPECT_TRUE(built(head + "registrars: []\nelements: [{name: mec}]\n").registrars.empty())
        << "none if the file says so";
}

TEST(Build, PutsEverybodyAtTheOnlySite)
{
    const Testbed one =
        built(head + "sites: [{name: a}]\nelements: [{name: mec}]\nusers: [{name: u}]\nepc: {core: gateway}\n");
    EXPECT_EQ(one.elements[0].site, "a");
    EXPECT_EQ(one.users[0].site, "a");
    EXPECT_EQ(one.epc->site, "a");
    const Testbed two = built(head + "sites: [{name: a}, {name: b}]\nelements: [{name: mec}]\n");
    EXPECT_EQ(two.elements[0].site, "") << "which of two is not guessed";
}

TEST(Build, LetsThePoolServeOnSgiBehindAnEpc)
{
    const std::string groups = "registrars: [{}]\nelements: [{name: mec}]\nusers: [{name: u}]\n";
    for (const auto& [epc, network] : std::map<std::string, std::string>{
             {"", "pool"}, {"epc: {core: gateway}\n", "sgi"}, {"epc: {core: none}\n", "pool"}})
    {
        std::string text = head;
        text += epc;
        text += groups;
        const Testbed testbed = built(text);
        EXPECT_EQ(testbed.registrars[0].network, network) << epc;
        EXPECT_EQ(testbed.elements[0].network, network) << epc;
        EXPECT_EQ(testbed.users[0].network, network) << epc;
    }
}

struct Bounds
{
    std::string written;
    unsigned initial;
    unsigned min;
    unsigned max;
};

TEST(Build, FillsInBounds)
{
    for (const Bounds& each : {
             Bounds{"", 1, 1, 1},
             Bounds{"initial: 3", 3, 1, 3},
             Bounds{"initial: 0", 0, 0, 0},
             Bounds{"max: 8", 1, 1, 8},
             Bounds{"initial: 0, max: 4", 0, 0, 4},
             Bounds{"initial: 2, min: 0", 2, 0, 2},
             Bounds{"min: 2", 1, 2, 1},
             Bounds{"initial: 65000", 65000, 1, 65000},
         })
    {
        const model::ElementGroup group = built(head + "elements: [{name: mec, " + each.written + "}]\n").elements[0];
        EXPECT_EQ(group.initial, each.initial) << each.written;
        EXPECT_EQ(group.min, each.min) << each.written;
        EXPECT_EQ(group.max, each.max) << each.written;
    }
}

TEST(Build, SizesMachinesByWhatTheyDo)
{
    const Testbed testbed =
        built(head + "epc: {core: oai, machine: {cpus: 4}}\nelements: [{name: mec, machine: {memory: 1GiB}}]\n");
    EXPECT_EQ(to_string(testbed.epc->machine.memory), "4GiB");
    EXPECT_EQ(to_string(testbed.epc->machine.disk), "32GiB");
    EXPECT_EQ(testbed.epc->machine.cpus, 4U);
    EXPECT_EQ(to_string(testbed.elements[0].machine.memory), "1GiB");
    EXPECT_EQ(to_string(testbed.elements[0].machine.disk), "4GiB");
    EXPECT_EQ(to_string(built(head + "epc: {core: nextepc}\n").epc->machine.memory), "256MiB");
}

TEST(Build, DerivesTheEpcsIdentity)
{
    const model::Epc epc = *built(head + "epc: {plmn: \"24288\"}\n").epc;
    EXPECT_EQ(epc.realm, "epc.mnc088.mcc242.3gppnetwork.org");
    EXPECT_EQ(epc.subscribers.first_imsi, "242880000000001");
    EXPECT_EQ(epc.subscribers.first_msisdn, "24288880000000");
    const model::Epc american = *built(head + "epc: {plmn: \"310410\"}\n").epc;
    EXPECT_EQ(american.realm, "epc.mnc410.mcc310.3gppnetwork.org");
    EXPECT_EQ(american.subscribers.first_imsi, "310410000000001");
    EXPECT_EQ(american.subscribers.first_imsi.size(), 15U);
}

TEST(Build, GivesDevicesAllAddressesButTheNetworksOwn)
{
    const model::Epc epc =
        *built(head + "epc: {apns: [{name: a, addresses: 10.45.0.0/24}, {name: b, addresses: 10.46.0.0/16, "
                      "pool: 10.46.1.0 - 10.46.1.9, dns: [10.0.0.1]}]}\n")
             .epc;
    EXPECT_EQ(to_string(epc.apns[0].pool), "10.45.0.2 - 10.45.0.254");
    EXPECT_EQ(to_string(epc.apns[1].pool), "10.46.1.0 - 10.46.1.9");
    EXPECT_EQ(epc.apns[1].dns, std::vector{*model::parse_ipv4("10.0.0.1")});
}

TEST(Build, KnowsWhereSecretsComeFrom)
{
    using From = model::SecretSource::From;
    const model::Subscribers given =
        built(head + "epc: {subscribers: {key: {env: K}, opc: {file: o}}}\n").epc->subscribers;
    EXPECT_EQ(given.key, (model::SecretSource{.from = From::environment, .name = "K"}));
    EXPECT_EQ(given.opc, (model::SecretSource{.from = From::file, .name = "o"}));
    EXPECT_EQ(given.operator_key.from, From::generated);
    EXPECT_FALSE(built(head + "epc: {}\n").epc->subscribers.opc);
}

std::vector<std::string> network_names(const std::string& text)
{
    std::vector<std::string> names;
    for (const model::Network& network : built(text).networks)
    {
        names.push_back(network.name);
    }
    return names;
}

TEST(Build, HasTheNetworksInUseAndThoseOfTheFile)
{
    using Names = std::vector<std::string>;
    EXPECT_EQ(network_names(head + "elements: [{name: mec}]\n"), (Names{"mgmt", "pool"}));
    EXPECT_EQ(network_names(head + "epc: {core: gateway}\n"), (Names{"mgmt", "s1u", "sgi"}));
    EXPECT_EQ(network_names(head + "networks: {lan: {cidr: 10.1.0.0/24}, sgi: {}, abc: {cidr: 10.2.0.0/24}}\n"),
              (Names{"mgmt", "sgi", "lan", "abc"}));
}

TEST(Build, OverridesOfANetworkOnlyWhatIsSaid)
{
    const Testbed testbed =
        built(head +
              "networks: {mgmt: {mtu: 1400}, pool: {cidr: 10.9.0.0/24, cidr6: none, gateway: 10.9.0.1, vim-network: p},"
              " lan: {cidr: 10.1.0.0/24, cidr6: \"fd00::/64\"}}\nelements: [{name: mec}]\n");
    const model::Network& mgmt = *testbed.network("mgmt");
    EXPECT_EQ(to_string(mgmt.ipv4), "10.210.0.0/16");
    EXPECT_EQ(to_string(mgmt.ipv6.value()), "fd65:6467:6500:10::/64");
    EXPECT_EQ(mgmt.mtu, 1400U);
    const model::Network& pool = *testbed.network("pool");
    EXPECT_EQ(to_string(pool.ipv4), "10.9.0.0/24");
    EXPECT_EQ(pool.ipv6, std::nullopt);
    EXPECT_EQ(pool.gateway, model::parse_ipv4("10.9.0.1"));
    EXPECT_EQ(pool.vim_network, "p");
    EXPECT_EQ(to_string(testbed.network("lan")->ipv6.value()), "fd00::/64");
}

TEST(Build, KeepsDistancesAndHosts)
{
    const Testbed testbed =
        built(head +
              "sites:\n  - {name: far, delay: 20ms, jitter: 2ms, rate: 100Mbit, loss: 0.5%}\n"
              "  - {name: own, via: hosts, hosts: [{address: ue.example, user: demo, port: 2222, host-key: " +
              key + "}]}\n");
    EXPECT_EQ(testbed.sites[0].distance.delay, std::chrono::milliseconds(20));
    EXPECT_EQ(testbed.sites[0].distance.jitter, std::chrono::milliseconds(2));
    EXPECT_EQ(testbed.sites[0].distance.rate, BitRate{100'000'000});
    EXPECT_EQ(testbed.sites[0].distance.loss, Share{0.005});
    const model::Host& host = testbed.sites[1].hosts.at(0);
    EXPECT_EQ(host.address, "ue.example");
    EXPECT_EQ(host.user, "demo");
    EXPECT_EQ(host.port, 2222);
    EXPECT_EQ(host.host_key, key);
    EXPECT_EQ(testbed.sites[1].distance.rate, std::nullopt);
}

TEST(Build, KeepsWhatIsFixed)
{
    const Testbed testbed = built(
        head + "epc: {core: nextepc, addresses: {mme: {s1c: 10.211.0.102, s11: 10.214.0.9}}}\n"
               "registrars: [{address: 10.216.0.3}]\nelements: [{name: mec, first-address: 10.216.0.50, sessions: 7}]\n"
               "users: [{name: u, first-address: 10.216.0.90}]\n");
    ASSERT_EQ(testbed.epc->addresses.size(), 2U);
    EXPECT_EQ(testbed.epc->addresses[0].function, model::Role::mme);
    EXPECT_EQ(testbed.registrars[0].address, model::parse_ipv4("10.216.0.3"));
    EXPECT_EQ(testbed.elements[0].first_address, model::parse_ipv4("10.216.0.50"));
    EXPECT_EQ(testbed.elements[0].sessions, 7U);
    EXPECT_EQ(testbed.users[0].first_address, model::parse_ipv4("10.216.0.90"));
}

} // namespace

} // namespace edgepool::testbed
