// SPDX-License-Identifier: Apache-2.0
#include "arbitrary_testbed.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.h"
#include "doc/write.h"
#include "model/layout.h"
#include "model/pool.h"
#include "support/testbed_document.h"

namespace edgepool::model
{

void showValue(const Testbed& testbed, std::ostream& out) // NOLINT(readability-identifier-naming)
{
    out << doc::to_yaml(support::to_document(testbed));
}

} // namespace edgepool::model

namespace edgepool::property
{

namespace
{

using model::Ipv4;
using model::Testbed;

unsigned between(unsigned least, unsigned most)
{
    return *rc::gen::inRange(least, most + 1);
}

bool sometimes()
{
    return *rc::gen::arbitrary<bool>();
}

auto one_of(const auto& list)
{
    return list[*rc::gen::inRange<std::size_t>(0, list.size())];
}

template <typename Enum>
Enum any_of()
{
    return one_of(model::names<Enum>).value;
}

std::string characters(std::string_view from, unsigned least, unsigned most)
{
    std::string text;
    for (unsigned left = between(least, most); left > 0; --left)
    {
        text += one_of(from);
    }
    return text;
}

std::string digits(std::size_t count)
{
    return characters("0123456789", static_cast<unsigned>(count), static_cast<unsigned>(count));
}

/// A name that nobody has yet. Some look as if they were something else than text.
std::string new_name(std::set<std::string>& taken)
{
    constexpr std::array<std::string_view, 6> odd{"yes", "null", "on", "e1", "inf", "off"};
    std::string name =
        between(0, 9) == 0 ? std::string(one_of(odd)) : characters("abcxyz", 1, 1) + characters("abcxyz019", 0, 8);
    while (taken.contains(name) || model::is_reserved_group_name(name))
    {
        name += characters("abcxyz", 1, 1);
    }
    taken.insert(name);
    return name;
}

/// A text of one line in which there is something of everything.
std::string line(std::size_t most_bytes)
{
    constexpr std::array<std::string_view, 24> parts{"a",  "Pool", " ",  "#",  ": ", "'",   "\"",   "\\",
                                                     "- ", "{",    "[",  "&x", "*x", "!",   "|",    ">",
                                                     "%",  "ü",    "日", "🚀", "0",  "1e3", "null", "~"};
    std::string text = "x";
    for (unsigned left = between(0, 6); left > 0; --left)
    {
        const std::string_view part = one_of(parts);
        text += text.size() + part.size() < most_bytes ? part : "";
    }
    return text + "x";
}

model::MachineShape machine()
{
    constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
    return {.cpus = between(1, 128),
            .memory = {between(64, 1 << 20U) * mebibyte},
            .disk = {between(1024, 1 << 24U) * mebibyte}};
}

/// A secret that somebody has, in a place of its own.
model::SecretSource given_secret(const std::string& place)
{
    using From = model::SecretSource::From;
    return sometimes() ? model::SecretSource{.from = From::environment, .name = place}
                       : model::SecretSource{.from = From::file, .name = "secrets/" + place};
}

constexpr std::string_view host_key =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHlOhnZR8hG1wzNRzHf3RxSHKcKvVqTEKmVQ5Lb2X0Yd";

model::Site site(std::set<std::string>& names)
{
    model::Site site{.name = new_name(names), .via = any_of<model::Via>()};
    switch (site.via)
    {
    case model::Via::local:
        site.distance = {.delay = Delay{between(0, 1'000'000)},
                         .jitter = Delay{0},
                         .rate = sometimes() ? std::optional(BitRate{between(1000, 2'000'000'000)}) : std::nullopt,
                         .loss = Share{between(0, 1000) / 2000.0}};
        site.distance.jitter = Delay{between(0, static_cast<unsigned>(site.distance.delay.count()))};
        break;
    case model::Via::osm:
        site.vim = line(60);
        break;
    case model::Via::openstack:
        site.cloud = line(60);
        break;
    case model::Via::hosts:
        break; // as many as there are machines: see add_hosts
    }
    return site;
}

std::string some_site(const Testbed& testbed)
{
    return one_of(testbed.sites).name;
}

model::Apn apn(unsigned number)
{
    const Ipv4 base{(172U << 24U) + (16U << 16U) + (number << 16U)};
    model::Apn apn{.name = "apn" + std::to_string(number), .addresses = {.base = base, .prefix = between(16, 24)}};
    apn.pool = {.first = {base.bits + between(2, 20)}, .last = {base.bits + between(20, 250)}};
    for (unsigned left = between(0, 2); left > 0; --left)
    {
        apn.dns.push_back({(10U << 24U) + left});
    }
    return apn;
}

model::Subscribers subscribers(const std::string& plmn)
{
    model::Subscribers subscribers{.first_imsi = plmn + "0" + digits(14 - plmn.size()),
                                   .first_msisdn = "49" + digits(between(9, 13)).replace(0, 1, "0"),
                                   .count = between(100, 10'000)};
    if (sometimes())
    {
        subscribers.key = given_secret("K");
        (sometimes() ? subscribers.opc.emplace() : subscribers.operator_key) = given_secret("OP");
    }
    return subscribers;
}

model::Epc epc(const Testbed& testbed)
{
    model::Epc epc{.core = any_of<model::Core>(),
                   .site = some_site(testbed),
                   .plmn = digits(between(5, 6)),
                   .realm = "epc." + characters("abc", 1, 5) + ".example",
                   .mme_group = between(0, 65535),
                   .mme_code = between(0, 255),
                   .machine = machine()};
    if (testbed.site(epc.site)->via == model::Via::local && epc.core != model::Core::none)
    {
        epc.core = model::Core::gateway;
    }
    for (unsigned i = 0; i < between(1, 3); ++i)
    {
        epc.tracking_areas.push_back(between(1, 600) * 100 + i);
        epc.apns.push_back(apn(i));
    }
    epc.subscribers = subscribers(epc.plmn);
    return epc;
}

/// What every group of elements has to say for the policy.
model::PolicyParameters parameters(model::Policy policy)
{
    using enum model::PolicyParameter;
    model::PolicyParameters parameters;
    parameters.weight = takes(policy, weight) ? std::optional(between(1, 1000)) : std::nullopt;
    parameters.priority = takes(policy, priority) ? std::optional(between(0, 1000)) : std::nullopt;
    parameters.degradation = takes(policy, degradation) ? std::optional(between(0, 99) / 100.0) : std::nullopt;
    parameters.delay_factor = takes(policy, delay_factor) ? std::optional(between(0, 100) / 100.0) : std::nullopt;
    return parameters;
}

void add_pool(Testbed& testbed, std::set<std::string>& names, const std::vector<std::string>& networks)
{
    testbed.pool = {.handle = line(30), .policy = any_of<model::Policy>(), .failover = any_of<model::Failover>()};
    const auto service = any_of<model::Service>();
    for (unsigned left = between(1, 4); left > 0; --left)
    {
        testbed.registrars.push_back({.site = some_site(testbed), .network = one_of(networks), .machine = machine()});
    }
    for (unsigned left = between(0, 4); left > 0; --left)
    {
        model::ElementGroup group{.name = new_name(names),
                                  .site = some_site(testbed),
                                  .service = service,
                                  .min = between(0, 3),
                                  .max = between(5, 9),
                                  .parameters = parameters(testbed.pool.policy),
                                  .network = one_of(networks),
                                  .machine = machine()};
        group.initial = between(group.min, group.max);
        group.sessions = model::reports_load(service) && sometimes() ? std::optional(between(1, 9)) : std::nullopt;
        testbed.elements.push_back(std::move(group));
    }
}

void add_users(Testbed& testbed, std::set<std::string>& names, const std::vector<std::string>& networks)
{
    const bool has_epc = testbed.epc && testbed.epc->core != model::Core::none;
    for (unsigned left = between(0, 3); left > 0; --left)
    {
        testbed.users.push_back({.name = new_name(names),
                                 .site = some_site(testbed),
                                 .count = between(0, 9),
                                 .attach = has_epc ? any_of<model::Attachment>() : model::Attachment::direct,
                                 .network = one_of(networks),
                                 .machine = machine()});
    }
}

model::Network network(const std::string& name, unsigned number)
{
    model::Network network{
        .name = name,
        .ipv4 = {.base = {(10U << 24U) + ((100 + number) << 16U)}, .prefix = between(16, 24)},
        .ipv6 = model::Ipv6Network{.base = {.bytes = {0xfd, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(number)}},
                                   .prefix = 64},
        .mtu = between(1280, 9216)};
    network.ipv6 = sometimes() ? network.ipv6 : std::nullopt;
    network.gateway = sometimes() ? std::optional(Ipv4{network.ipv4.base.bits + between(1, 100)}) : std::nullopt;
    return network;
}

/// The networks that machines are on, the known ones first and in their order, as the reader has them.
void add_networks(Testbed& testbed)
{
    auto used = networks_in_use(testbed);
    unsigned number = 0;
    for (const std::string_view known : {"mgmt", "s1c", "s1u", "s6a", "s11", "sxab", "sgi", "pool"})
    {
        if (used.erase(std::string(known)) > 0)
        {
            testbed.networks.push_back(network(std::string(known), number++));
        }
    }
    for (const std::string& own : used)
    {
        testbed.networks.push_back(network(own, number++));
    }
}

/// Fixed addresses, high on their networks and each in a range of its own; hosts of somebody else have none.
void fix_addresses(Testbed& testbed)
{
    std::uint32_t next = 150;
    const auto fixed = [&](const std::string& site, const std::string& name) -> std::optional<Ipv4> {
        if (testbed.site(site)->via == model::Via::hosts || next > 240 || sometimes())
        {
            return std::nullopt;
        }
        return Ipv4{testbed.network(name)->ipv4.base.bits + std::exchange(next, next + 10)};
    };
    for (model::Registrar& registrar : testbed.registrars)
    {
        registrar.address = fixed(registrar.site, registrar.network);
    }
    for (model::ElementGroup& group : testbed.elements)
    {
        group.first_address = fixed(group.site, group.network);
    }
    for (model::UserGroup& group : testbed.users)
    {
        group.first_address =
            group.attach == model::Attachment::direct ? fixed(group.site, group.network) : std::nullopt;
    }
    if (!testbed.epc)
    {
        return;
    }
    for (const model::Role function : functions_of(testbed.epc->core))
    {
        const std::string name(networks_of(function).back());
        if (const auto address = fixed(testbed.epc->site, name))
        {
            testbed.epc->addresses.push_back({.function = function, .network = name, .address = *address});
        }
    }
}

/// As many hosts as may become machines of the site.
void add_hosts(Testbed& testbed)
{
    Testbed largest = testbed;
    for (model::ElementGroup& group : largest.elements)
    {
        group.initial = group.max;
    }
    unsigned number = 0;
    for (const model::Machine& machine : lay_out(largest).machines)
    {
        const auto site = std::ranges::find(testbed.sites, machine.site, &model::Site::name);
        if (site->via == model::Via::hosts)
        {
            site->hosts.push_back({.address = "host" + std::to_string(number++) + ".example",
                                   .user = sometimes() ? "demo" : "",
                                   .port = static_cast<std::uint16_t>(between(1, 65535)),
                                   .host_key = std::string(host_key)});
        }
    }
    for (model::Site& site : testbed.sites)
    {
        if (site.via == model::Via::hosts && site.hosts.empty())
        {
            site.via = model::Via::local;
        }
        else if (site.via == model::Via::hosts && sometimes())
        {
            site.jump = model::Host{.address = "gate.example", .user = "demo", .host_key = std::string(host_key)};
            site.key = "keys/lab";
        }
    }
}

} // namespace

rc::Gen<Testbed> sensible_testbed()
{
    return rc::gen::exec([] {
        std::set<std::string> site_names;
        std::set<std::string> group_names;
        Testbed testbed{.name = characters("abcxyz", 1, 20), .description = sometimes() ? line(100) : ""};
        for (unsigned left = between(1, 3); left > 0; --left)
        {
            testbed.sites.push_back(site(site_names));
        }
        testbed.epc = sometimes() ? std::optional(epc(testbed)) : std::nullopt;
        const bool has_epc = testbed.epc && testbed.epc->core != model::Core::none;
        const std::vector<std::string> networks{has_epc ? "sgi" : "pool", "lan"};
        add_pool(testbed, group_names, networks);
        add_users(testbed, group_names, networks);
        add_networks(testbed);
        fix_addresses(testbed);
        add_hosts(testbed);
        return testbed;
    });
}

} // namespace edgepool::property
