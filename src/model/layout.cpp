// SPDX-License-Identifier: Apache-2.0
#include "model/layout.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>
#include <tuple>
#include <utility>

namespace edgepool::model
{

namespace
{

/// The lowest offsets stay free for gateways and whatever a cloud puts there.
std::uint64_t first_offset_of(const Ipv4Network& network)
{
    return network.size() >= 32 ? 10 : 2;
}

/// Machines of one kind that are numbered through and stay at one site.
struct Group
{
    Owner owner{};
    std::string name{};
    bool numbered = true;
    unsigned first_number = 1;
    std::string site{};
    std::vector<std::string_view> networks{};
    unsigned machines = 1; ///< created at first
    std::set<unsigned> left_out{};
    std::map<unsigned, std::string> elsewhere{};
    unsigned room = 1; ///< addresses reserved
    std::string fixed_network{};
    std::optional<Ipv4> fixed_address{};
    MachineShape shape{};
};

void add_epc(const Testbed& testbed, std::vector<Group>& groups)
{
    if (!testbed.epc)
    {
        return;
    }
    for (const Role function : functions_of(testbed.epc->core))
    {
        groups.push_back({.owner = {.role = function},
                          .name = std::string(name_of(function)),
                          .numbered = false,
                          .site = testbed.epc->site,
                          .networks = networks_of(function),
                          .shape = testbed.epc->machine});
    }
}

void add_registrars(const Testbed& testbed, std::vector<Group>& groups)
{
    for (std::size_t i = 0; i < testbed.registrars.size(); ++i)
    {
        const Registrar& registrar = testbed.registrars[i];
        groups.push_back({.owner = {.role = Role::registrar, .index = i},
                          .name = std::string(registrar_group),
                          .first_number = static_cast<unsigned>(i + 1),
                          .site = registrar.site,
                          .networks = networks_serving_on(registrar.network),
                          .fixed_network = registrar.network,
                          .fixed_address = registrar.address,
                          .shape = registrar.machine});
    }
}

void add_elements(const Testbed& testbed, std::vector<Group>& groups)
{
    for (std::size_t i = 0; i < testbed.elements.size(); ++i)
    {
        const ElementGroup& element = testbed.elements[i];
        groups.push_back({.owner = {.role = Role::element, .index = i},
                          .name = element.name,
                          .site = element.site,
                          .networks = networks_serving_on(element.network),
                          .machines = element.initial,
                          .left_out = element.left_out,
                          .elsewhere = element.elsewhere,
                          .room = std::max(element.max, element.initial),
                          .fixed_network = element.network,
                          .fixed_address = element.first_address,
                          .shape = element.machine});
    }
}

void add_users(const Testbed& testbed, std::vector<Group>& groups)
{
    const Core core = testbed.epc ? testbed.epc->core : Core::none;
    for (std::size_t i = 0; i < testbed.users.size(); ++i)
    {
        const UserGroup& users = testbed.users[i];
        groups.push_back({.owner = {.role = Role::user, .index = i},
                          .name = users.name,
                          .site = users.site,
                          .networks = networks_of(users, core),
                          .machines = users.count,
                          .room = users.count,
                          .fixed_network = users.network,
                          .fixed_address = users.first_address,
                          .shape = users.machine});
    }
}

std::vector<Group> groups_of(const Testbed& testbed)
{
    std::vector<Group> groups;
    add_epc(testbed, groups);
    add_registrars(testbed, groups);
    add_elements(testbed, groups);
    add_users(testbed, groups);
    return groups;
}

/// The testbed's sites and networks by name: there may be a thousand sites for ten thousand groups.
class Directory
{
public:
    explicit Directory(const Testbed& testbed)
    {
        for (const Site& site : testbed.sites)
        {
            sites_.emplace(site.name, &site);
        }
        for (const Network& network : testbed.networks)
        {
            networks_.emplace(network.name, &network);
        }
    }

    const Site* site(std::string_view name) const { return find(sites_, name); }
    const Network* network(std::string_view name) const { return find(networks_, name); }

private:
    template <typename Thing>
    using ByName = std::map<std::string_view, const Thing*>;

    template <typename Thing>
    static const Thing* find(const ByName<Thing>& things, std::string_view name)
    {
        const auto found = things.find(name);
        return found != things.end() ? found->second : nullptr;
    }

    ByName<Site> sites_;
    ByName<Network> networks_;
};

bool has_own_machines(const Directory& directory, const Group& group)
{
    const Site* const site = directory.site(group.site);
    return site == nullptr || site->via != Via::hosts;
}

bool is_function(Role role)
{
    return role != Role::registrar && role != Role::element && role != Role::user;
}

std::optional<Ipv4> fixed_address(const Testbed& testbed, const Group& group, std::string_view network)
{
    if (group.fixed_address && group.fixed_network == network)
    {
        return group.fixed_address;
    }
    if (testbed.epc && is_function(group.owner.role))
    {
        for (const FunctionAddress& given : testbed.epc->addresses)
        {
            if (given.function == group.owner.role && given.network == network)
            {
                return given.address;
            }
        }
    }
    return std::nullopt;
}

/// Puts blocks into one network, in order, into the first gap behind the previous one.
class Allocator
{
public:
    explicit Allocator(const Network& network) : next_(first_offset_of(network.ipv4))
    {
        if (network.gateway && network.ipv4.contains(*network.gateway))
        {
            take(network.gateway->bits - network.ipv4.base.bits, 1);
        }
    }

    void take(std::uint64_t offset, std::uint64_t count)
    {
        if (count > 0)
        {
            taken_.emplace(offset, count);
        }
    }

    std::uint64_t place(std::uint64_t count)
    {
        while (!taken_.empty() && taken_.begin()->first < next_ + count)
        {
            const auto [offset, length] = *taken_.begin();
            next_ = std::max(next_, offset + length);
            taken_.erase(taken_.begin());
        }
        return std::exchange(next_, next_ + count);
    }

private:
    std::uint64_t next_;
    std::multimap<std::uint64_t, std::uint64_t> taken_;
};

using Allocators = std::map<std::string, Allocator, std::less<>>;

std::vector<AddressBlock> wanted_blocks(const Testbed& testbed, std::span<const Group> groups)
{
    const Directory directory(testbed);
    std::vector<AddressBlock> blocks;
    for (const Group& group : groups)
    {
        if (!has_own_machines(directory, group))
        {
            continue;
        }
        for (const std::string_view name : group.networks)
        {
            const Network* const network = directory.network(name);
            if (network == nullptr)
            {
                continue;
            }
            const auto fixed = fixed_address(testbed, group, name);
            const std::uint64_t offset = fixed ? std::uint64_t{fixed->bits} - network->ipv4.base.bits : 0;
            blocks.push_back({.owner = group.owner,
                              .network = std::string(name),
                              .offset = offset,
                              .count = group.room,
                              .fixed = fixed.has_value()});
        }
    }
    return blocks;
}

using BlockIndex = std::map<std::tuple<Role, std::size_t, std::string_view>, const AddressBlock*>;

/// One of the networks that a group's machines are on, and where their addresses there begin; no block: they have none.
struct Leg
{
    std::string_view name{};
    const Network* network = nullptr;
    const AddressBlock* block = nullptr;
};

std::vector<Leg> legs_of(const Group& group, const Directory& directory, const BlockIndex& blocks)
{
    std::vector<Leg> legs;
    for (const std::string_view name : group.networks)
    {
        const auto found = blocks.find({group.owner.role, group.owner.index, name});
        legs.push_back({.name = name,
                        .network = directory.network(name),
                        .block = found != blocks.end() ? found->second : nullptr});
    }
    return legs;
}

/// Of the machine that is so many places behind the group's first one.
std::vector<Interface> interfaces_at(std::span<const Leg> legs, unsigned place)
{
    std::vector<Interface> interfaces;
    interfaces.reserve(legs.size());
    for (const Leg& leg : legs)
    {
        Interface& interface = interfaces.emplace_back(Interface{.network = std::string(leg.name)});
        if (leg.block != nullptr && leg.network != nullptr)
        {
            const auto offset = static_cast<std::uint32_t>(leg.block->offset + place);
            interface.ipv4 = Ipv4{leg.network->ipv4.base.bits + offset};
            interface.ipv6 = leg.network->ipv6 ? std::optional(leg.network->ipv6->at(offset)) : std::nullopt;
        }
    }
    return interfaces;
}

/// Hands out the hosts of each site in the order of the groups. Each group owns as many as it has room for, so that
/// scaling moves nobody.
class HostSupply
{
public:
    std::span<const Host> take(const Site* site, std::size_t room)
    {
        if (site == nullptr)
        {
            return {};
        }
        const std::size_t first = std::min(used_[site], site->hosts.size());
        used_[site] += room;
        return std::span(site->hosts).subspan(first, std::min(room, site->hosts.size() - first));
    }

private:
    std::map<const Site*, std::size_t> used_;
};

void add_machines(const Group& group, std::span<const Leg> legs, std::span<const Host> hosts, Layout& layout)
{
    for (unsigned i = 0; i < group.machines; ++i)
    {
        const unsigned number = group.first_number + i;
        if (group.left_out.contains(number))
        {
            continue;
        }
        const auto moved = group.elsewhere.find(number);
        layout.machines.push_back({.name = group.numbered ? group.name + "-" + std::to_string(number) : group.name,
                                   .role = group.owner.role,
                                   .group = group.name,
                                   .number = number,
                                   .site = moved != group.elsewhere.end() ? moved->second : group.site,
                                   .interfaces = interfaces_at(legs, i),
                                   .shape = group.shape,
                                   .host = i < hosts.size() ? std::optional(hosts[i]) : std::nullopt});
    }
}

} // namespace

std::vector<AddressBlock> address_blocks(const Testbed& testbed)
{
    const std::vector<Group> groups = groups_of(testbed);
    std::vector<AddressBlock> blocks = wanted_blocks(testbed, groups);
    Allocators allocators;
    for (const Network& network : testbed.networks)
    {
        allocators.emplace(network.name, Allocator(network));
    }
    for (const AddressBlock& block : blocks)
    {
        if (block.fixed)
        {
            allocators.at(block.network).take(block.offset, block.count);
        }
    }
    for (AddressBlock& block : blocks)
    {
        if (!block.fixed)
        {
            block.offset = allocators.at(block.network).place(block.count);
        }
    }
    return blocks;
}

bool fits(const AddressBlock& block, const Network& network)
{
    const std::uint64_t size = network.ipv4.size();
    const bool inside = block.offset >= 1 && block.offset < size && block.offset + block.count <= size - 1;
    return inside || (block.count == 0 && !block.fixed);
}

Layout lay_out(const Testbed& testbed)
{
    const std::vector<AddressBlock> blocks = address_blocks(testbed);
    BlockIndex index;
    for (const AddressBlock& block : blocks)
    {
        index.emplace(std::tuple(block.owner.role, block.owner.index, std::string_view(block.network)), &block);
    }
    const Directory directory(testbed);
    HostSupply supply;
    Layout layout;
    for (const Group& group : groups_of(testbed))
    {
        const std::vector<Leg> legs = legs_of(group, directory, index);
        add_machines(group, legs, supply.take(directory.site(group.site), group.room), layout);
    }
    return layout;
}

bool is_reserved_group_name(std::string_view name)
{
    constexpr std::array reserved{registrar_group, std::string_view("all"), std::string_view("epc")};
    const auto role = value_named<Role>(name);
    return (role && is_function(*role)) || std::ranges::find(reserved, name) != reserved.end();
}

} // namespace edgepool::model
