// SPDX-License-Identifier: Apache-2.0
#include "plan/wanted.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <set>
#include <utility>

#include "model/names.h"

namespace edgepool::plan
{

namespace
{

/// A cloud's network is there before us and stays when we go.
bool is_ours(const model::Network& network, const model::Site& site)
{
    switch (site.via)
    {
    case model::Via::local:
        return true;
    case model::Via::openstack:
    case model::Via::osm:
        return network.vim_network.empty();
    case model::Via::hosts:
        break;
    }
    return false;
}

Id network_id(const model::Network& network, const model::Site& site)
{
    return {.kind = std::string(network_kind), .name = network.name, .site = site.name};
}

Id machine_id(const model::Machine& machine)
{
    return {.kind = std::string(machine_kind), .name = machine.name, .site = machine.site};
}

Resource network_resource(const model::Network& network, const model::Site& site)
{
    Resource resource{.id = network_id(network, site), .properties = {{"via", std::string(name_of(site.via))}}};
    resource.properties.push_back({"ipv4", to_string(network.ipv4)});
    if (network.ipv6)
    {
        resource.properties.push_back({"ipv6", to_string(*network.ipv6)});
    }
    if (network.gateway)
    {
        resource.properties.push_back({"gateway", to_string(*network.gateway)});
    }
    resource.properties.push_back({"mtu", std::to_string(network.mtu)});
    return resource;
}

/// Names to values of the testbed, which may have ten thousand groups.
class Directory
{
public:
    explicit Directory(const model::Testbed& testbed)
    {
        for (const model::Site& site : testbed.sites)
        {
            sites_.emplace(site.name, &site);
        }
        for (const model::Network& network : testbed.networks)
        {
            networks_.emplace(network.name, &network);
        }
    }

    const model::Site* site(std::string_view name) const { return find(sites_, name); }
    const model::Network* network(std::string_view name) const { return find(networks_, name); }

private:
    template <typename Thing>
    static const Thing* find(const std::map<std::string_view, const Thing*>& things, std::string_view name)
    {
        const auto found = things.find(name);
        return found != things.end() ? found->second : nullptr;
    }

    std::map<std::string_view, const model::Site*> sites_;
    std::map<std::string_view, const model::Network*> networks_;
};

void add_shape(const model::Machine& machine, Resource& resource)
{
    resource.properties.push_back({"role", std::string(name_of(machine.role))});
    if (machine.host)
    {
        resource.properties.push_back({"host", machine.host->address + " port " + std::to_string(machine.host->port)});
        return;
    }
    resource.properties.push_back({"cpus", std::to_string(machine.shape.cpus)});
    resource.properties.push_back({"memory", to_string(machine.shape.memory)});
    resource.properties.push_back({"disk", to_string(machine.shape.disk)});
}

void add_interface(const model::Interface& interface, const Directory& directory, Resource& resource)
{
    std::string addresses;
    for (const std::string& address : {interface.ipv4 ? to_string(*interface.ipv4) : std::string{},
                                       interface.ipv6 ? to_string(*interface.ipv6) : std::string{}})
    {
        if (!address.empty())
        {
            addresses += (addresses.empty() ? "" : ", ") + address;
            resource.claims.push_back(interface.network + " " + address);
        }
    }
    const model::Network* const network = directory.network(interface.network);
    const model::Site* const site = directory.site(resource.id.site);
    if (!addresses.empty() && network != nullptr)
    {
        resource.properties.push_back(
            {"interface on " + interface.network, addresses + ", MTU " + std::to_string(network->mtu)});
    }
    if (network != nullptr && site != nullptr && is_ours(*network, *site))
    {
        resource.needs.push_back({.on = network_id(*network, *site)});
    }
}

Resource machine_resource(const model::Machine& machine, const Directory& directory)
{
    Resource resource{.id = machine_id(machine), .group = machine.group};
    if (const model::Site* const site = directory.site(machine.site))
    {
        resource.properties.push_back({"via", std::string(name_of(site->via))});
    }
    add_shape(machine, resource);
    for (const model::Interface& interface : machine.interfaces)
    {
        add_interface(interface, directory, resource);
    }
    return resource;
}

/// The networks that machines need, in the order in which the file names sites and networks.
std::vector<Resource> network_resources(const model::Testbed& testbed, std::span<const Resource> machines)
{
    std::set<Id> needed;
    for (const Resource& machine : machines)
    {
        for (const Dependency& dependency : machine.needs)
        {
            needed.insert(dependency.on);
        }
    }
    std::vector<Resource> resources;
    for (const model::Site& site : testbed.sites)
    {
        for (const model::Network& network : testbed.networks)
        {
            if (needed.contains(network_id(network, site)))
            {
                resources.push_back(network_resource(network, site));
            }
        }
    }
    return resources;
}

/// Makes the machines of each group wait until its last one exists. Only groups that are scaled need that.
void mark_sizes(const model::Layout& layout, std::span<Resource> machines)
{
    std::map<std::string_view, std::size_t> last;
    for (std::size_t i = 0; i < machines.size(); ++i)
    {
        last[machines[i].group] = i;
    }
    for (std::size_t i = 0; i < machines.size(); ++i)
    {
        const std::size_t marker = last[machines[i].group];
        if (layout.machines[i].role == model::Role::element && marker != i)
        {
            machines[i].needs.push_back({.on = machines[marker].id, .need = Need::existing});
        }
    }
}

Numbers first_numbers(unsigned count)
{
    return free_numbers({}, count);
}

/// What there is of a group.
struct There
{
    Numbers at_its_site{};
    unsigned highest = 0; ///< at any site
};

std::map<std::string, There, std::less<>> groups_there(const model::Testbed& testbed, std::span<const Observed> found)
{
    std::map<std::string, There, std::less<>> there;
    for (const model::ElementGroup& group : testbed.elements)
    {
        there[group.name] = {};
    }
    std::map<std::string_view, std::string_view> sites;
    for (const model::ElementGroup& group : testbed.elements)
    {
        sites[group.name] = group.site;
    }
    for (const Observed& observed : found)
    {
        const std::string_view name = observed.id.name;
        const std::string_view group = name.substr(0, name.rfind('-'));
        const auto number = observed.id.kind == machine_kind ? number_in_group(name, group) : std::nullopt;
        const auto known = number ? there.find(group) : there.end();
        if (known != there.end())
        {
            known->second.highest = std::max(known->second.highest, *number);
            if (sites[group] == observed.id.site)
            {
                known->second.at_its_site.insert(*number);
            }
        }
    }
    return there;
}

/// Of a group that has machines. One that is there although a gap was to be left has not gone yet, and stays.
Numbers within_bounds(const model::ElementGroup& group, const There& there, const Numbers& gaps)
{
    const unsigned most = std::max(group.min, group.max);
    Numbers numbers;
    for (const unsigned number : first_numbers(std::min(there.highest, most)))
    {
        if (there.at_its_site.contains(number) || !gaps.contains(number))
        {
            numbers.insert(number);
        }
    }
    if (numbers.size() < group.min)
    {
        numbers.merge(free_numbers(numbers, group.min - numbers.size()));
    }
    return numbers;
}

} // namespace

std::optional<unsigned> number_in_group(std::string_view name, std::string_view group)
{
    if (!name.starts_with(group) || name.substr(group.size()).size() < 2 || name[group.size()] != '-')
    {
        return std::nullopt;
    }
    const std::string_view digits = name.substr(group.size() + 1);
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size();
    return whole && digits.front() != '0' ? std::optional(number) : std::nullopt;
}

GroupNumbers group_numbers(const model::Testbed& testbed, std::span<const Observed> found, const GroupNumbers& gaps)
{
    const auto there = groups_there(testbed, found);
    GroupNumbers numbers;
    for (const model::ElementGroup& group : testbed.elements)
    {
        const There& own = there.at(group.name);
        const auto left = gaps.find(group.name);
        numbers[group.name] = own.highest == 0
                                  ? first_numbers(group.initial)
                                  : within_bounds(group, own, left != gaps.end() ? left->second : Numbers{});
    }
    return numbers;
}

Numbers free_numbers(const Numbers& taken, std::size_t count)
{
    Numbers free;
    for (unsigned number = 1; free.size() < count; ++number)
    {
        if (!taken.contains(number))
        {
            free.insert(number);
        }
    }
    return free;
}

Numbers gaps_of(const Numbers& numbers)
{
    return numbers.empty() ? Numbers{} : free_numbers(numbers, *numbers.rbegin() - numbers.size());
}

model::Testbed with_numbers(model::Testbed testbed, const GroupNumbers& numbers)
{
    for (model::ElementGroup& group : testbed.elements)
    {
        const auto own = numbers.find(group.name);
        if (own != numbers.end())
        {
            group.max = std::max(group.max, group.initial); // as many addresses as before
            group.initial = own->second.empty() ? 0 : *own->second.rbegin();
            group.left_out = gaps_of(own->second);
        }
    }
    return testbed;
}

model::Layout largest_layout(const model::Testbed& testbed)
{
    GroupNumbers numbers;
    for (const model::ElementGroup& group : testbed.elements)
    {
        numbers[group.name] = first_numbers(std::max(group.max, group.initial));
    }
    return model::lay_out(with_numbers(testbed, numbers));
}

std::vector<Resource> resources_of(const model::Testbed& testbed)
{
    const Directory directory(testbed);
    const model::Layout layout = lay_out(testbed);
    std::vector<Resource> machines;
    machines.reserve(layout.machines.size());
    for (const model::Machine& machine : layout.machines)
    {
        machines.push_back(machine_resource(machine, directory));
    }
    std::vector<Resource> resources = network_resources(testbed, machines);
    mark_sizes(layout, machines);
    std::ranges::move(machines, std::back_inserter(resources));
    return resources;
}

} // namespace edgepool::plan
