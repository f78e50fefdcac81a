// SPDX-License-Identifier: Apache-2.0
#include "unit/drawing/scenes.h"

#include <string>
#include <string_view>

namespace edgepool::drawing::scenes
{

namespace
{

using model::Network;
using model::Testbed;

Network network(std::string name, std::string_view cidr, std::string_view cidr6 = {})
{
    return {.name = std::move(name),
            .ipv4 = model::parse_ipv4_network(cidr).value(),
            .ipv6 = cidr6.empty() ? std::nullopt : model::parse_ipv6_network(cidr6)};
}

std::vector<Network> mobile_networks()
{
    return {network("mgmt", "10.210.0.0/16", "fd65:6467:6500:10::/64"),
            network("s1c", "10.211.0.0/24"),
            network("s1u", "10.212.0.0/24"),
            network("s6a", "10.213.0.0/24"),
            network("s11", "10.214.0.0/24"),
            network("sxab", "10.215.0.0/24"),
            network("sgi", "10.132.12.0/22", "fd65:6467:6500:16::/64")};
}

model::Epc epc(model::Core core, std::string site)
{
    return {.core = core,
            .site = std::move(site),
            .plmn = "24288",
            .realm = "simula.example",
            .tracking_areas = {600},
            .apns = {{.name = "internet", .addresses = model::parse_ipv4_network("10.45.0.0/24").value()}}};
}

model::ElementGroup elements(std::string name, std::string site, std::string on, unsigned initial, unsigned max,
                             double degradation)
{
    return {.name = std::move(name),
            .site = std::move(site),
            .initial = initial,
            .min = 1,
            .max = max,
            .parameters = {.degradation = degradation},
            .network = std::move(on)};
}

} // namespace

Testbed seed()
{
    return {
        .name = "oslo",
        .description = "Computations move from the phone to the edge and to the cloud",
        .epc = epc(model::Core::oai, "core"),
        .networks = mobile_networks(),
        .sites = {{.name = "core", .via = model::Via::osm, .vim = "simula-openstack"},
                  {.name = "essen", .via = model::Via::openstack, .cloud = "ude"},
                  {.name = "ue", .via = model::Via::hosts, .hosts = {{.address = "ue-laptop.example", .user = "demo"}}},
                  {.name = "laptop", .via = model::Via::local, .distance = {.delay = Delay{20'000}}}},
        .pool = {.handle = "Fractal Generator Pool", .policy = model::Policy::priority_least_used},
        .registrars = {{.site = "core", .network = "sgi"},
                       {.site = "essen", .network = "sgi"},
                       {.site = "laptop", .network = "sgi"}},
        .elements = {elements("mec", "core", "sgi", 2, 8, 0.1), elements("cloud", "essen", "sgi", 4, 4, 0.5),
                     elements("on-ue", "ue", "sgi", 1, 1, 0.95)},
        .users = {{.name = "phone", .site = "laptop", .attach = model::Attachment::epc, .network = "sgi"}}};
}

Testbed mec()
{
    return {.name = "mec",
            .networks = {network("mgmt", "10.210.0.0/16"), network("pool", "10.217.0.0/16", "fd65:6467:6500:17::/64")},
            .sites = {{.name = "here"}},
            .pool = {.handle = "EdgePool"},
            .registrars = {{.site = "here", .network = "pool"},
                           {.site = "here", .network = "pool"},
                           {.site = "here", .network = "pool"}},
            .elements = {elements("near", "here", "pool", 2, 8, 0.1), elements("far", "here", "pool", 1, 1, 0.5)},
            .users = {{.name = "user", .site = "here", .network = "pool"}}};
}

Testbed gateway()
{
    return {
        .name = "demo",
        .description = "A mobile edge on one computer",
        .epc = epc(model::Core::gateway, "edge"),
        .networks = mobile_networks(),
        .sites = {{.name = "edge"},
                  {.name = "air",
                   .distance = {.delay = Delay{20'000},
                                .jitter = Delay{5'000},
                                .rate = BitRate{50'000'000},
                                .loss = Share{0.005}}}},
        .pool = {.handle = "EdgePool", .policy = model::Policy::least_used},
        .registrars = {{.site = "edge", .network = "sgi"},
                       {.site = "edge", .network = "sgi"},
                       {.site = "edge", .network = "sgi"}},
        .elements = {elements("mec", "edge", "sgi", 2, 4, 0.1)},
        .users = {{.name = "phone", .site = "air", .count = 3, .attach = model::Attachment::epc, .network = "sgi"}}};
}

Testbed many(unsigned sites, unsigned groups, unsigned count)
{
    Testbed testbed = seed();
    testbed.name = "many";
    for (unsigned site = 1; site <= sites; ++site)
    {
        const std::string name = "site-" + std::to_string(site);
        testbed.sites.push_back({.name = name, .via = model::Via::openstack, .cloud = "cloud-" + std::to_string(site)});
        for (unsigned group = 1; group <= groups; ++group)
        {
            testbed.elements.push_back(elements("pe-" + std::to_string(site) + "-" + std::to_string(group), name, "sgi",
                                                count, 2 * count, 0.5));
        }
    }
    return testbed;
}

Testbed hostile()
{
    Testbed testbed = seed();
    const std::string nasty = "<b>&\"'\\n]]>--{}[]|#;%%`$\x01\n\xff end";
    testbed.name = nasty;
    testbed.description = nasty;
    testbed.pool.handle = nasty;
    testbed.sites[0].vim = nasty;
    testbed.sites[1].cloud = nasty;
    testbed.sites[2].hosts[0].address = nasty;
    testbed.elements[0].name = "end";
    testbed.elements[1].name = nasty;
    testbed.epc->apns[0].name = nasty;
    testbed.networks[0].vim_network = nasty;
    return testbed;
}

} // namespace edgepool::drawing::scenes
