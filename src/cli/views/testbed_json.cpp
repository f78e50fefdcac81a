// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "cli/views/testbed_view.h"

namespace edgepool::cli
{

namespace
{

using doc::List;
using doc::Object;
using doc::Value;

template <typename Number>
Value number(Number value)
{
    return static_cast<std::int64_t>(value);
}

template <typename Printable>
Value text_or_null(const std::optional<Printable>& value)
{
    return value ? Value(to_string(*value)) : Value();
}

template <typename Items, typename Convert>
List converted(const Items& items, Convert convert)
{
    List list;
    for (const auto& item : items)
    {
        list.push_back(convert(item));
    }
    return list;
}

Value host_json(const model::Host& host)
{
    return Object{
        {"address", host.address}, {"user", host.user}, {"port", number(host.port)}, {"host-key", host.host_key}};
}

Value site_json(const model::Site& site)
{
    Object object{{"name", site.name}, {"via", name_of(site.via)}};
    if (site.via == model::Via::osm)
    {
        object.emplace_back("vim", site.vim);
    }
    if (site.via == model::Via::openstack)
    {
        object.emplace_back("cloud", site.cloud);
    }
    if (site.via == model::Via::local)
    {
        object.emplace_back("delay", to_string(site.distance.delay));
        object.emplace_back("jitter", to_string(site.distance.jitter));
        object.emplace_back("rate", text_or_null(site.distance.rate));
        object.emplace_back("loss", to_string(site.distance.loss));
    }
    if (site.via == model::Via::hosts)
    {
        object.emplace_back("hosts", converted(site.hosts, host_json));
        object.emplace_back("jump", site.jump ? host_json(*site.jump) : Value());
        object.emplace_back("key", site.key);
    }
    return object;
}

Value network_json(const model::Network& network)
{
    return Object{{"name", network.name},
                  {"cidr", to_string(network.ipv4)},
                  {"cidr6", text_or_null(network.ipv6)},
                  {"gateway", text_or_null(network.gateway)},
                  {"mtu", number(network.mtu)},
                  {"vim-network", network.vim_network.empty() ? Value() : Value(network.vim_network)}};
}

Value secret_json(const model::SecretSource& source)
{
    switch (source.from)
    {
    case model::SecretSource::From::environment:
        return Object{{"env", source.name}};
    case model::SecretSource::From::file:
        return Object{{"file", source.name}};
    case model::SecretSource::From::generated:
        break;
    }
    return "generated";
}

Value subscribers_json(const model::Subscribers& subscribers)
{
    Object object{{"first-imsi", subscribers.first_imsi},
                  {"first-msisdn", subscribers.first_msisdn},
                  {"count", number(subscribers.count)},
                  {"key", secret_json(subscribers.key)}};
    object.emplace_back(subscribers.opc ? "opc" : "operator-key",
                        secret_json(subscribers.opc.value_or(subscribers.operator_key)));
    return object;
}

Value epc_json(const model::Epc& epc)
{
    List areas;
    for (const unsigned area : epc.tracking_areas)
    {
        areas.push_back(number(area));
    }
    List apns;
    for (const model::Apn& apn : epc.apns)
    {
        List dns;
        for (const model::Ipv4 server : apn.dns)
        {
            dns.emplace_back(to_string(server));
        }
        apns.emplace_back(Object{{"name", apn.name},
                                 {"addresses", to_string(apn.addresses)},
                                 {"pool", to_string(apn.pool)},
                                 {"dns", std::move(dns)}});
    }
    return Object{{"core", name_of(epc.core)},
                  {"site", epc.site},
                  {"plmn", epc.plmn},
                  {"realm", epc.realm},
                  {"mme", Object{{"group", number(epc.mme_group)}, {"code", number(epc.mme_code)}}},
                  {"tracking-areas", std::move(areas)},
                  {"apns", std::move(apns)},
                  {"subscribers", subscribers_json(epc.subscribers)}};
}

Value element_json(const model::ElementGroup& group)
{
    Object object{{"name", group.name},
                  {"site", group.site},
                  {"service", name_of(group.service)},
                  {"initial", number(group.initial)},
                  {"min", number(group.min)},
                  {"max", number(group.max)}};
    const model::PolicyParameters& parameters = group.parameters;
    if (parameters.weight)
    {
        object.emplace_back("weight", number(*parameters.weight));
    }
    if (parameters.priority)
    {
        object.emplace_back("priority", number(*parameters.priority));
    }
    if (parameters.degradation)
    {
        object.emplace_back("degradation", *parameters.degradation);
    }
    if (parameters.delay_factor)
    {
        object.emplace_back("delay-factor", *parameters.delay_factor);
    }
    if (group.sessions)
    {
        object.emplace_back("sessions", number(*group.sessions));
    }
    return object;
}

Value machine_json(const model::Machine& machine)
{
    List interfaces;
    for (const model::Interface& interface : machine.interfaces)
    {
        interfaces.emplace_back(Object{{"network", interface.network},
                                       {"ipv4", text_or_null(interface.ipv4)},
                                       {"ipv6", text_or_null(interface.ipv6)}});
    }
    Object object{{"name", machine.name},
                  {"role", name_of(machine.role)},
                  {"group", machine.group},
                  {"number", number(machine.number)},
                  {"site", machine.site},
                  {"cpus", number(machine.shape.cpus)},
                  {"memory-bytes", number(machine.shape.memory.count)},
                  {"disk-bytes", number(machine.shape.disk.count)},
                  {"interfaces", std::move(interfaces)}};
    if (machine.host)
    {
        object.emplace_back("host", machine.host->address);
    }
    return object;
}

Value image_json(const model::Image& image)
{
    List packages;
    for (const std::string& package : image.packages)
    {
        packages.emplace_back(package);
    }
    List files;
    for (const model::ImageFile& file : image.files)
    {
        files.emplace_back(Object{{"path", file.path}, {"from", file.from}});
    }
    return Object{{"packages", std::move(packages)}, {"files", std::move(files)}};
}

} // namespace

Value testbed_json(const model::Testbed& testbed, const model::Layout& layout)
{
    Object object{{"testbed", testbed.name},
                  {"description", testbed.description},
                  {"sites", converted(testbed.sites, site_json)},
                  {"networks", converted(testbed.networks, network_json)},
                  {"image", image_json(testbed.image)},
                  {"epc", testbed.epc && testbed.epc->core != model::Core::none ? epc_json(*testbed.epc) : Value()},
                  {"pool", Object{{"handle", testbed.pool.handle},
                                  {"policy", name_of(testbed.pool.policy)},
                                  {"failover", name_of(testbed.pool.failover)}}},
                  {"elements", converted(testbed.elements, element_json)},
                  {"machines", converted(layout.machines, machine_json)}};
    return object;
}

} // namespace edgepool::cli
