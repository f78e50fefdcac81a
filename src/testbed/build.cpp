// SPDX-License-Identifier: Apache-2.0
#include "testbed/build.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "testbed/default_networks.h"
#include "testbed/scalars.h"

namespace edgepool::testbed
{

namespace
{

using model::Testbed;

std::string text_or(const Form& form, std::string_view key, std::string_view otherwise)
{
    return std::string(form.text(key).value_or(otherwise));
}

unsigned count_or(const Form& form, std::string_view key, unsigned otherwise)
{
    const auto number = form.integer(key);
    return number ? static_cast<unsigned>(*number) : otherwise;
}

template <typename Enum>
Enum choice_or(const Form& form, std::string_view key, Enum otherwise)
{
    return form.parsed<model::value_named<Enum>>(key).value_or(otherwise);
}

std::optional<unsigned> optional_count(const Form& form, std::string_view key)
{
    const auto number = form.integer(key);
    return number ? std::optional(static_cast<unsigned>(*number)) : std::nullopt;
}

/// A faulty name is no network: machines on none of the testbed's networks get no address there.
std::string network_name(const Form& form, const std::string& pool_network)
{
    return text_or(form, "network", form.faulty("network") ? "" : pool_network);
}

model::SecretSource secret_source(const Form& form, std::string_view key)
{
    using From = model::SecretSource::From;
    for (const auto& [kind, from] : {std::pair("env", From::environment), std::pair("file", From::file)})
    {
        if (const auto name = form.member(key, kind))
        {
            return {.from = from, .name = std::string(name->text)};
        }
    }
    return {};
}

model::MachineShape machine_shape(const Form& owner, model::MachineShape usual)
{
    const Form form = owner.object("machine");
    return {.cpus = count_or(form, "cpus", usual.cpus),
            .memory = form.parsed<parse_bytes>("memory").value_or(usual.memory),
            .disk = form.parsed<parse_bytes>("disk").value_or(usual.disk)};
}

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
constexpr model::MachineShape small{.cpus = 1, .memory = {256 * mebibyte}, .disk = {4096 * mebibyte}};
constexpr model::MachineShape large{
    .cpus = 1, .memory = {4096 * mebibyte}, .disk = {std::uint64_t{32} * 1024 * mebibyte}};

/// Everything but the base address, which is the gateway's network, the gateway itself, and the broadcast address.
model::Ipv4Range whole_pool(const model::Ipv4Network& network)
{
    return {.first = {network.base.bits + 2}, .last = {network.last().bits - 1}};
}

model::Apn apn(const Form& form)
{
    model::Apn apn{.name = text_or(form, "name", ""),
                   .addresses = form.parsed<model::parse_ipv4_network>("addresses").value_or(model::Ipv4Network{})};
    apn.pool = form.parsed<model::parse_ipv4_range>("pool").value_or(whole_pool(apn.addresses));
    for (const Item& item : form.items("dns"))
    {
        apn.dns.push_back(model::parse_ipv4(item.text).value_or(model::Ipv4{}));
    }
    return apn;
}

model::Apn default_apn()
{
    const auto addresses = *model::parse_ipv4_network("10.45.0.0/16");
    return {.name = "internet", .addresses = addresses, .pool = whole_pool(addresses)};
}

std::string default_realm(const model::Epc& epc)
{
    const std::string mnc = (epc.mnc().size() == 2 ? "0" : "") + std::string(epc.mnc());
    return "epc.mnc" + mnc + ".mcc" + std::string(epc.mcc()) + ".3gppnetwork.org";
}

model::Subscribers subscribers(const Form& form, const model::Epc& epc)
{
    constexpr std::size_t imsi_length = 15;
    const std::string first = epc.plmn + std::string(imsi_length - 1 - epc.plmn.size(), '0') + "1";
    model::Subscribers subscribers{.first_imsi = text_or(form, "first-imsi", first),
                                   .first_msisdn = text_or(form, "first-msisdn", "24288880000000"),
                                   .count = static_cast<std::uint64_t>(form.integer("count").value_or(1)),
                                   .key = secret_source(form, "key"),
                                   .operator_key = secret_source(form, "operator-key")};
    if (form.given("opc"))
    {
        subscribers.opc = secret_source(form, "opc");
    }
    return subscribers;
}

void add_function_addresses(const Form& form, model::Epc& epc)
{
    for (const auto& [name, addresses] : form.entries("addresses"))
    {
        const auto function = model::value_named<model::Role>(name.text);
        for (const Field& network : addresses.type().fields)
        {
            const auto address = addresses.parsed<model::parse_ipv4>(network.key);
            if (function && address)
            {
                epc.addresses.push_back(
                    {.function = *function, .network = std::string(network.key), .address = *address});
            }
        }
    }
}

model::Epc epc(const Form& form, const std::string& only_site)
{
    const Form mme = form.object("mme");
    model::Epc epc{.core = choice_or(form, "core", model::Core::oai),
                   .site = text_or(form, "site", only_site),
                   .plmn = text_or(form, "plmn", "00101"),
                   .mme_group = count_or(mme, "group", 0),
                   .mme_code = count_or(mme, "code", 0)};
    epc.realm = text_or(form, "realm", default_realm(epc));
    for (const Item& item : form.items("tracking-areas"))
    {
        epc.tracking_areas.push_back(static_cast<unsigned>(parse_integer(item.text).value_or(0)));
    }
    for (const Form& each : form.objects("apns"))
    {
        epc.apns.push_back(apn(each));
    }
    if (!form.given("tracking-areas"))
    {
        epc.tracking_areas = {1};
    }
    if (!form.given("apns"))
    {
        epc.apns = {default_apn()};
    }
    epc.subscribers = subscribers(form.object("subscribers"), epc);
    add_function_addresses(form, epc);
    epc.machine = machine_shape(form, epc.core == model::Core::oai ? large : small);
    return epc;
}

model::Host host(const Form& form)
{
    return {.address = text_or(form, "address", ""),
            .user = text_or(form, "user", ""),
            .port = static_cast<std::uint16_t>(count_or(form, "port", 22)),
            .host_key = text_or(form, "host-key", "")};
}

model::Site site(const Form& form)
{
    model::Site site{.name = text_or(form, "name", ""),
                     .via = choice_or(form, "via", model::Via::local),
                     .vim = text_or(form, "vim", ""),
                     .cloud = text_or(form, "cloud", ""),
                     .key = text_or(form, "key", "")};
    for (const Form& each : form.objects("hosts"))
    {
        site.hosts.push_back(host(each));
    }
    if (form.given("jump"))
    {
        site.jump = host(form.object("jump"));
    }
    site.distance = {.delay = form.parsed<parse_delay>("delay").value_or(Delay{}),
                     .jitter = form.parsed<parse_delay>("jitter").value_or(Delay{}),
                     .rate = form.parsed<parse_bit_rate>("rate"),
                     .loss = form.parsed<parse_share>("loss").value_or(Share{})};
    return site;
}

model::Image image(const Form& form)
{
    model::Image image;
    for (const Item& package : form.items("packages"))
    {
        image.packages.emplace_back(package.text);
    }
    for (const Form& file : form.objects("files"))
    {
        image.files.push_back({.path = text_or(file, "path", ""), .from = text_or(file, "from", "")});
    }
    return image;
}

model::Registrar registrar(const Form& form, const std::string& only_site, const std::string& pool_network)
{
    return {.site = text_or(form, "site", only_site),
            .network = network_name(form, pool_network),
            .address = form.parsed<model::parse_ipv4>("address"),
            .machine = machine_shape(form, small)};
}

model::ElementGroup element_group(const Form& form, const std::string& only_site, const std::string& pool_network)
{
    const unsigned initial = count_or(form, "initial", 1);
    return {.name = text_or(form, "name", ""),
            .site = text_or(form, "site", only_site),
            .service = choice_or(form, "service", model::Service::fractal),
            .initial = initial,
            .min = count_or(form, "min", std::min(initial, 1U)),
            .max = count_or(form, "max", initial),
            .parameters = {.weight = optional_count(form, "weight"),
                           .priority = optional_count(form, "priority"),
                           .degradation = form.number("degradation"),
                           .delay_factor = form.number("delay-factor")},
            .sessions = optional_count(form, "sessions"),
            .network = network_name(form, pool_network),
            .first_address = form.parsed<model::parse_ipv4>("first-address"),
            .machine = machine_shape(form, small)};
}

model::UserGroup user_group(const Form& form, const std::string& only_site, const std::string& pool_network)
{
    return {.name = text_or(form, "name", ""),
            .site = text_or(form, "site", only_site),
            .count = count_or(form, "count", 1),
            .attach = choice_or(form, "attach", model::Attachment::direct),
            .network = network_name(form, pool_network),
            .first_address = form.parsed<model::parse_ipv4>("first-address"),
            .machine = machine_shape(form, small)};
}

void add_members(const Form& root, Testbed& testbed)
{
    const std::string only_site = testbed.sites.size() == 1 ? testbed.sites.front().name : "";
    const bool has_epc = testbed.epc && testbed.epc->core != model::Core::none;
    const std::string pool_network = has_epc ? "sgi" : "pool";
    for (const Form& form : root.objects("elements"))
    {
        testbed.elements.push_back(element_group(form, only_site, pool_network));
    }
    for (const Form& form : root.objects("users"))
    {
        testbed.users.push_back(user_group(form, only_site, pool_network));
    }
    for (const Form& form : root.objects("registrars"))
    {
        testbed.registrars.push_back(registrar(form, only_site, pool_network));
    }
    if (!root.given("registrars") && !root.faulty("registrars") && !testbed.elements.empty())
    {
        const std::string site = testbed.sites.empty() ? "" : testbed.sites.front().name;
        testbed.registrars.assign(3, {.site = site, .network = pool_network, .machine = small});
    }
}

model::Network network(std::string_view name, const Form& form)
{
    const DefaultNetwork* const usual = default_network(name);
    model::Network network{.name = std::string(name)};
    network.ipv4 = aligned(form.parsed<model::parse_ipv4_network>("cidr").value_or(
        usual != nullptr ? *model::parse_ipv4_network(usual->cidr) : model::Ipv4Network{.prefix = 32}));
    if (form.given("cidr6"))
    {
        network.ipv6 = form.parsed<model::parse_ipv6_network>("cidr6");
    }
    else if (usual != nullptr)
    {
        network.ipv6 = model::parse_ipv6_network(usual->cidr6);
    }
    network.gateway = form.parsed<model::parse_ipv4>("gateway");
    network.mtu = count_or(form, "mtu", 1500);
    network.vim_network = text_or(form, "vim-network", "");
    return network;
}

void add_networks(const Form& root, Testbed& testbed)
{
    const auto given = root.entries("networks");
    const auto used = networks_in_use(testbed);
    for (const DefaultNetwork& usual : default_networks())
    {
        const auto own = std::ranges::find(given, usual.name, [](const auto& entry) { return entry.first.text; });
        if (own != given.end() || used.contains(usual.name))
        {
            testbed.networks.push_back(
                network(usual.name, own != given.end() ? own->second : root.nothing("networks")));
        }
    }
    for (const auto& [name, form] : given)
    {
        if (default_network(name.text) == nullptr)
        {
            testbed.networks.push_back(network(name.text, form));
        }
    }
}

} // namespace

Testbed build(const Form& root)
{
    Testbed testbed{.name = text_or(root, "name", ""), .description = text_or(root, "description", "")};
    for (const Form& form : root.objects("sites"))
    {
        testbed.sites.push_back(site(form));
    }
    if (!root.given("sites"))
    {
        testbed.sites.push_back({.name = "local"});
    }
    testbed.image = image(root.object("image"));
    const Form pool = root.object("pool");
    testbed.pool = {.handle = text_or(pool, "handle", ""),
                    .policy = choice_or(pool, "policy", model::Policy::least_used),
                    .failover = choice_or(pool, "failover", model::Failover::normal)};
    if (root.given("epc"))
    {
        testbed.epc = epc(root.object("epc"), testbed.sites.size() == 1 ? testbed.sites.front().name : "");
    }
    add_members(root, testbed);
    add_networks(root, testbed);
    return testbed;
}

} // namespace edgepool::testbed
