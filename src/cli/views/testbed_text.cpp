// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "cli/views/table.h"
#include "cli/views/testbed_view.h"

namespace edgepool::cli
{

namespace
{

std::string counted(std::size_t count, std::string_view noun)
{
    return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string head(std::string_view text, Color color)
{
    return color == Color::on ? "\n\033[1m" + std::string(text) + "\033[0m\n" : "\n" + std::string(text) + "\n";
}

std::string distance_text(const model::Distance& distance)
{
    std::string text;
    const auto add = [&text](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
    if (distance.delay.count() > 0)
    {
        add("delay " + to_string(distance.delay) +
            (distance.jitter.count() > 0 ? " ± " + to_string(distance.jitter) : ""));
    }
    if (distance.rate)
    {
        add("rate " + to_string(*distance.rate));
    }
    if (distance.loss.fraction > 0)
    {
        add("loss " + to_string(distance.loss));
    }
    return text;
}

std::string details_of(const model::Site& site)
{
    switch (site.via)
    {
    case model::Via::osm:
        return "VIM account " + site.vim;
    case model::Via::openstack:
        return "cloud " + site.cloud;
    case model::Via::hosts:
        return counted(site.hosts.size(), "host") + (site.jump ? " behind " + site.jump->address : "");
    case model::Via::local:
        break;
    }
    return distance_text(site.distance);
}

std::string sites_text(const model::Testbed& testbed, Color color)
{
    Table table({"NAME", "VIA", "DETAILS"});
    for (const model::Site& site : testbed.sites)
    {
        table.add({site.name, std::string(name_of(site.via)), details_of(site)});
    }
    return head("sites", color) + table.text(color, "  ");
}

std::string networks_text(const model::Testbed& testbed, Color color)
{
    Table table({"NAME", "IPV4", "IPV6", "MTU", "IN THE CLOUD"});
    for (const model::Network& network : testbed.networks)
    {
        table.add({network.name, to_string(network.ipv4), network.ipv6 ? to_string(*network.ipv6) : "-",
                   std::to_string(network.mtu), network.vim_network});
    }
    return head("networks", color) + table.text(color, "  ");
}

std::string image_text(const model::Image& image, Color color)
{
    std::string text = head("image", color);
    if (!image.packages.empty())
    {
        text += fmt::format("  with packages {}\n", fmt::join(image.packages, ", "));
    }
    for (const model::ImageFile& file : image.files)
    {
        text += fmt::format("  with {} from {}\n", file.path, file.from);
    }
    return text;
}

std::string epc_text(const model::Epc& epc, Color color)
{
    std::string text = head("mobile core", color);
    text += fmt::format("  core {} at {}, PLMN {} {}, realm {}\n", name_of(epc.core), epc.site, epc.mcc(), epc.mnc(),
                        epc.realm);
    for (const model::Apn& apn : epc.apns)
    {
        text += fmt::format("  APN {}: {}, devices get {}\n", apn.name, to_string(apn.addresses), to_string(apn.pool));
    }
    return text + fmt::format("  {} from IMSI {} on\n", counted(epc.subscribers.count, "subscriber"),
                              epc.subscribers.first_imsi);
}

std::string parameters_text(const model::PolicyParameters& parameters)
{
    std::vector<std::string> parts;
    if (parameters.weight)
    {
        parts.push_back(fmt::format("weight {}", *parameters.weight));
    }
    if (parameters.priority)
    {
        parts.push_back(fmt::format("priority {}", *parameters.priority));
    }
    if (parameters.degradation)
    {
        parts.push_back(fmt::format("degradation {}", *parameters.degradation));
    }
    if (parameters.delay_factor)
    {
        parts.push_back(fmt::format("delay-factor {}", *parameters.delay_factor));
    }
    return fmt::format("{}", fmt::join(parts, ", "));
}

std::string pool_text(const model::Testbed& testbed, Color color)
{
    std::string text = head("pool", color) + fmt::format("  '{}', policy {}, failover {}\n", testbed.pool.handle,
                                                         name_of(testbed.pool.policy), name_of(testbed.pool.failover));
    Table table({"GROUP", "SITE", "SERVICE", "NOW", "BOUNDS", "POLICY PARAMETERS"});
    for (const model::ElementGroup& group : testbed.elements)
    {
        table.add({group.name, group.site, std::string(name_of(group.service)), std::to_string(group.initial),
                   fmt::format("{}..{}", group.min, group.max), parameters_text(group.parameters)});
    }
    return table.empty() ? text : text + table.text(color, "  ");
}

std::string machines_text(const model::Layout& layout, Color color)
{
    Table table({"NAME", "ROLE", "SITE", "CPUS", "MEMORY", "DISK", "NETWORK", "IPV4", "IPV6"});
    for (const model::Machine& machine : layout.machines)
    {
        std::vector<std::string> row{machine.name,
                                     std::string(name_of(machine.role)),
                                     machine.site,
                                     std::to_string(machine.shape.cpus),
                                     to_string(machine.shape.memory),
                                     to_string(machine.shape.disk)};
        if (machine.host)
        {
            row = {machine.name,
                   std::string(name_of(machine.role)),
                   machine.site,
                   "-",
                   "-",
                   "-",
                   "its own",
                   machine.host->address,
                   ""};
            table.add(std::move(row));
            continue;
        }
        for (const model::Interface& interface : machine.interfaces)
        {
            row.push_back(interface.network);
            row.push_back(interface.ipv4 ? to_string(*interface.ipv4) : "-");
            row.push_back(interface.ipv6 ? to_string(*interface.ipv6) : "-");
            table.add(std::exchange(row, {"", "", "", "", "", ""}));
        }
    }
    return head("machines", color) + table.text(color, "  ");
}

} // namespace

std::string testbed_text(const model::Testbed& testbed, const model::Layout& layout, Color color)
{
    const std::string name = color == Color::on ? "\033[1m" + testbed.name + "\033[0m" : testbed.name;
    std::string text = "testbed " + name + (testbed.description.empty() ? "" : ": " + testbed.description) + "\n" +
                       counted(layout.machines.size(), "machine") + " at " + counted(testbed.sites.size(), "site") +
                       "\n";
    text += sites_text(testbed, color) + networks_text(testbed, color);
    text += testbed.image.empty() ? "" : image_text(testbed.image, color);
    if (testbed.epc && testbed.epc->core != model::Core::none)
    {
        text += epc_text(*testbed.epc, color);
    }
    if (!testbed.registrars.empty())
    {
        text += pool_text(testbed, color);
    }
    return text + machines_text(layout, color);
}

} // namespace edgepool::cli
