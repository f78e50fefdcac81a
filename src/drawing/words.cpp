// SPDX-License-Identifier: Apache-2.0
#include "drawing/words.h"

#include <fmt/format.h>

#include "base/units.h"

namespace edgepool::drawing
{

namespace
{

constexpr std::string_view separator = " · ";
constexpr std::size_t most_machines_told = 12;

std::string described(const model::Machine& machine)
{
    std::vector<std::string> parts;
    for (const model::Interface& interface : machine.interfaces)
    {
        std::string part = interface.network;
        part += interface.ipv4 ? " " + to_string(*interface.ipv4) : "";
        part += interface.ipv6 ? " " + to_string(*interface.ipv6) : "";
        parts.push_back(std::move(part));
    }
    const std::string host = machine.host ? fmt::format(" on {}", machine.host->address) : "";
    return fmt::format("{}{}: {}", machine.name, host, joined(parts, ", "));
}

std::vector<std::string> parameters_of(const model::ElementGroup& group, model::Policy policy)
{
    using enum model::PolicyParameter;
    std::vector<std::string> parts;
    const auto add = [&](model::PolicyParameter parameter, const auto& value) {
        if (value && takes(policy, parameter))
        {
            parts.push_back(fmt::format("{} {}", name_of(parameter), *value));
        }
    };
    add(weight, group.parameters.weight);
    add(priority, group.parameters.priority);
    add(degradation, group.parameters.degradation);
    add(delay_factor, group.parameters.delay_factor);
    return parts;
}

} // namespace

std::string joined(std::span<const std::string> parts, std::string_view between)
{
    std::string text;
    for (const std::string& part : parts)
    {
        text += text.empty() ? "" : between;
        text += part;
    }
    return text;
}

std::string counted(std::size_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string_view function_name(model::Role role)
{
    using enum model::Role;
    switch (role)
    {
    case hss:
        return "HSS";
    case mme:
        return "MME";
    case spgwc:
        return "SPGW-C";
    case spgwu:
        return "SPGW-U";
    case spgw:
        return "SPGW";
    case gateway:
    case registrar:
    case element:
    case user:
        break;
    }
    return name_of(role);
}

std::string place_of(const model::Site& site)
{
    const auto with = [](std::string_view kind, const std::string& which) {
        return which.empty() ? std::string(kind) : fmt::format("{}{}{}", kind, separator, which);
    };
    switch (site.via)
    {
    case model::Via::openstack:
        return with("OpenStack", site.cloud);
    case model::Via::osm:
        return with("OSM", site.vim);
    case model::Via::hosts:
        return site.hosts.size() == 1 ? with("host", site.hosts.front().address) : counted(site.hosts.size(), "host");
    case model::Via::local:
        break;
    }
    return "local";
}

std::string distance_of(const model::Distance& distance)
{
    const bool varies = distance.jitter.count() > 0;
    std::vector<std::string> parts;
    if (varies || distance.delay.count() > 0)
    {
        parts.push_back(fmt::format("{}{}{}", to_string(distance.delay), varies ? " ± " : "",
                                    varies ? to_string(distance.jitter) : ""));
        parts.back() += " away";
    }
    if (distance.rate)
    {
        parts.push_back(to_string(*distance.rate));
    }
    if (distance.loss.fraction > 0)
    {
        parts.push_back(to_string(distance.loss) + " loss");
    }
    return joined(parts, separator);
}

std::string core_of(const model::Epc& epc)
{
    std::vector<std::string> parts{std::string(name_of(epc.core))};
    if (!epc.plmn.empty())
    {
        parts.push_back("PLMN " + epc.plmn);
    }
    if (!epc.apns.empty())
    {
        parts.push_back(access_points_of(epc));
    }
    return joined(parts, separator);
}

std::string access_points_of(const model::Epc& epc)
{
    std::vector<std::string> parts;
    parts.reserve(epc.apns.size());
    for (const model::Apn& apn : epc.apns)
    {
        parts.push_back(fmt::format("{} {}", apn.name, to_string(apn.addresses)));
    }
    return joined(parts, separator);
}

std::string detail_of(const model::ElementGroup& group, model::Policy policy)
{
    std::vector<std::string> parts = parameters_of(group, policy);
    parts.insert(parts.begin(), std::string(name_of(group.service)));
    return joined(parts, separator);
}

std::string detail_of(const model::UserGroup& group)
{
    return group.attach == model::Attachment::epc ? "attached through the EPC" : "attached directly";
}

std::string about(const model::Site& site)
{
    std::string text = fmt::format("site {}: {}", site.name, place_of(site));
    const std::string distance = distance_of(site.distance);
    if (!distance.empty())
    {
        text += fmt::format("\n{} between here and the other sites", distance);
    }
    for (std::size_t i = 0; i < site.hosts.size() && i < most_machines_told; ++i)
    {
        text += "\n" + site.hosts[i].address;
    }
    if (site.hosts.size() > most_machines_told)
    {
        text += fmt::format("\n… {} more", site.hosts.size() - most_machines_told);
    }
    return text;
}

std::string about(const model::Network& network)
{
    std::string text = fmt::format("network {}: {}", network.name, to_string(network.ipv4));
    text += network.ipv6 ? ", " + to_string(*network.ipv6) : "";
    text += network.gateway ? ", gateway " + to_string(*network.gateway) : "";
    text += fmt::format(", MTU {}", network.mtu);
    text += network.vim_network.empty() ? "" : fmt::format(", the cloud's network {}", network.vim_network);
    return text;
}

std::string about(std::span<const model::Machine* const> machines)
{
    std::string text;
    const bool all = machines.size() <= most_machines_told;
    const std::size_t first_ones = all ? machines.size() : most_machines_told - 2;
    for (const model::Machine* const machine : machines.first(first_ones))
    {
        text += "\n" + described(*machine);
    }
    if (!all)
    {
        text += fmt::format("\n… {} more …\n{}", machines.size() - first_ones - 1, described(*machines.back()));
    }
    return text;
}

std::string about(const model::ElementGroup& group, model::Policy policy)
{
    std::string text = detail_of(group, policy);
    text += group.sessions ? fmt::format(" · at most {} each", counted(*group.sessions, "session")) : "";
    return text + fmt::format("\n{} at first, {} to {} by scaling", group.initial, group.min, group.max);
}

} // namespace edgepool::drawing
