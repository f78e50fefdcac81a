// SPDX-License-Identifier: Apache-2.0
#include "testbed_document.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.h"

namespace edgepool::support
{

namespace
{

using doc::List;
using doc::Object;
using doc::Value;
using model::Testbed;

Value number(std::uint64_t value)
{
    return {static_cast<std::int64_t>(value)};
}

/// A list of what `to_value` makes of each.
template <typename Things, typename ToValue>
Value list_of(const Things& things, ToValue to_value)
{
    List list;
    for (const auto& thing : things)
    {
        list.push_back(to_value(thing));
    }
    return {std::move(list)};
}

void add_if(Object& object, std::string_view key, const std::string& text)
{
    if (!text.empty())
    {
        object.emplace_back(key, text);
    }
}

void add_if(Object& object, std::string_view key, const std::optional<model::Ipv4>& address)
{
    if (address)
    {
        object.emplace_back(key, to_string(*address));
    }
}

void add_if(Object& object, std::string_view key, const std::optional<unsigned>& count)
{
    if (count)
    {
        object.emplace_back(key, number(*count));
    }
}

void add_if(Object& object, std::string_view key, const std::optional<double>& share)
{
    if (share)
    {
        object.emplace_back(key, *share);
    }
}

Value secret(const model::SecretSource& source)
{
    using From = model::SecretSource::From;
    if (source.from == From::generated)
    {
        return {"generated"};
    }
    return {Object{{source.from == From::environment ? "env" : "file", source.name}}};
}

/// Hosts of somebody else are as they are.
void add_machine(Object& object, const Testbed& testbed, const std::string& site, const model::MachineShape& shape)
{
    const model::Site* const there = testbed.site(site);
    if (there == nullptr || there->via != model::Via::hosts)
    {
        object.emplace_back(
            "machine",
            Object{{"cpus", number(shape.cpus)}, {"memory", to_string(shape.memory)}, {"disk", to_string(shape.disk)}});
    }
}

Value apn(const model::Apn& apn)
{
    Object object{{"name", apn.name}, {"addresses", to_string(apn.addresses)}, {"pool", to_string(apn.pool)}};
    if (!apn.dns.empty())
    {
        object.emplace_back("dns", list_of(apn.dns, [](model::Ipv4 address) { return Value(to_string(address)); }));
    }
    return {std::move(object)};
}

Value subscribers(const model::Subscribers& subscribers)
{
    Object object{{"first-imsi", subscribers.first_imsi},
                  {"first-msisdn", subscribers.first_msisdn},
                  {"count", number(subscribers.count)},
                  {"key", secret(subscribers.key)}};
    if (subscribers.opc)
    {
        object.emplace_back("opc", secret(*subscribers.opc));
    }
    else
    {
        object.emplace_back("operator-key", secret(subscribers.operator_key));
    }
    return {std::move(object)};
}

Value function_addresses(const std::vector<model::FunctionAddress>& addresses)
{
    Value value{Object{}};
    for (const model::FunctionAddress& each : addresses)
    {
        value[name_of(each.function)][each.network] = to_string(each.address);
    }
    return value;
}

Value epc(const Testbed& testbed, const model::Epc& epc)
{
    Object object{{"core", name_of(epc.core)},
                  {"site", epc.site},
                  {"plmn", epc.plmn},
                  {"realm", epc.realm},
                  {"mme", Object{{"group", number(epc.mme_group)}, {"code", number(epc.mme_code)}}},
                  {"tracking-areas", list_of(epc.tracking_areas, [](unsigned area) { return number(area); })},
                  {"apns", list_of(epc.apns, apn)},
                  {"subscribers", subscribers(epc.subscribers)}};
    if (!epc.addresses.empty())
    {
        object.emplace_back("addresses", function_addresses(epc.addresses));
    }
    add_machine(object, testbed, epc.site, epc.machine);
    return {std::move(object)};
}

Value network(const model::Network& network)
{
    Object object{{"cidr", to_string(network.ipv4)},
                  {"cidr6", network.ipv6 ? to_string(*network.ipv6) : "none"},
                  {"mtu", number(network.mtu)}};
    add_if(object, "gateway", network.gateway);
    add_if(object, "vim-network", network.vim_network);
    return {std::move(object)};
}

Value networks(const std::vector<model::Network>& networks)
{
    Object object;
    for (const model::Network& each : networks)
    {
        object.emplace_back(each.name, network(each));
    }
    return {std::move(object)};
}

Value host(const model::Host& host)
{
    Object object{{"address", host.address}, {"port", number(host.port)}, {"host-key", host.host_key}};
    add_if(object, "user", host.user);
    return {std::move(object)};
}

Value site(const model::Site& site)
{
    Object object{{"name", site.name}, {"via", name_of(site.via)}};
    add_if(object, "vim", site.vim);
    add_if(object, "cloud", site.cloud);
    if (!site.hosts.empty())
    {
        object.emplace_back("hosts", list_of(site.hosts, host));
        add_if(object, "key", site.key);
        if (site.jump)
        {
            object.emplace_back("jump", host(*site.jump));
        }
    }
    if (site.via == model::Via::local)
    {
        object.emplace_back("delay", to_string(site.distance.delay));
        object.emplace_back("jitter", to_string(site.distance.jitter));
        object.emplace_back("loss", to_string(site.distance.loss));
        add_if(object, "rate", site.distance.rate ? to_string(*site.distance.rate) : "");
    }
    return {std::move(object)};
}

Value pool(const model::Pool& pool)
{
    return {Object{{"handle", pool.handle}, {"policy", name_of(pool.policy)}, {"failover", name_of(pool.failover)}}};
}

Value registrar(const Testbed& testbed, const model::Registrar& registrar)
{
    Object object{{"site", registrar.site}, {"network", registrar.network}};
    add_machine(object, testbed, registrar.site, registrar.machine);
    add_if(object, "address", registrar.address);
    return {std::move(object)};
}

Value element_group(const Testbed& testbed, const model::ElementGroup& group)
{
    Object object{{"name", group.name},
                  {"site", group.site},
                  {"service", name_of(group.service)},
                  {"initial", number(group.initial)},
                  {"min", number(group.min)},
                  {"max", number(group.max)},
                  {"network", group.network}};
    add_machine(object, testbed, group.site, group.machine);
    add_if(object, "weight", group.parameters.weight);
    add_if(object, "priority", group.parameters.priority);
    add_if(object, "degradation", group.parameters.degradation);
    add_if(object, "delay-factor", group.parameters.delay_factor);
    add_if(object, "sessions", group.sessions);
    add_if(object, "first-address", group.first_address);
    return {std::move(object)};
}

Value user_group(const Testbed& testbed, const model::UserGroup& group)
{
    Object object{
        {"name", group.name}, {"site", group.site}, {"count", number(group.count)}, {"attach", name_of(group.attach)}};
    add_machine(object, testbed, group.site, group.machine);
    if (group.attach == model::Attachment::direct)
    {
        object.emplace_back("network", group.network);
    }
    add_if(object, "first-address", group.first_address);
    return {std::move(object)};
}

} // namespace

doc::Value to_document(const model::Testbed& testbed)
{
    Object object{{"edgepool", 1}, {"name", testbed.name}};
    add_if(object, "description", testbed.description);
    if (testbed.epc)
    {
        object.emplace_back("epc", epc(testbed, *testbed.epc));
    }
    object.emplace_back("networks", networks(testbed.networks));
    object.emplace_back("sites", list_of(testbed.sites, site));
    object.emplace_back("pool", pool(testbed.pool));
    object.emplace_back("registrars",
                        list_of(testbed.registrars, [&](const auto& each) { return registrar(testbed, each); }));
    object.emplace_back("elements",
                        list_of(testbed.elements, [&](const auto& each) { return element_group(testbed, each); }));
    object.emplace_back("users", list_of(testbed.users, [&](const auto& each) { return user_group(testbed, each); }));
    return {std::move(object)};
}

} // namespace edgepool::support
