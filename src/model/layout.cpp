// SPDX-License-Identifier: Apache-2.0
#include "model/layout.h"

#include <algorithm>
#include <array>
#include <map>
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
    unsigned room = 1;     ///< addresses reserved
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
                          .networks = {"mgmt", registrar.network},
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
                          .networks = {"mgmt", element.network},
                          .machines = element.initial,
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

bool has_own_machines(const Testbed& testbed, const Group& group)
{
    const Site* const site = testbed.site(group.site);
    return site == nullptr || site->via != Via::hosts;
}

std::optional<Ipv4> fixed_address(const Testbed& testbed, const Group& group, std::string_view network)
{
    if (group.fixed_address && group.fixed_network == network)
    {
        return group.fixed_address;
    }
    if (testbed.epc)
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

    void take(std::uint64_t offset, std::uint64_t count) { taken_.emplace(offset, count); }

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
    std::vector<AddressBlock> blocks;
    for (const Group& group : groups)
    {
        if (!has_own_machines(testbed, group))
        {
            continue;
        }
        for (const std::string_view name : group.networks)
        {
            const Network* const network = testbed.network(name);
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

std::vector<Interface> interfaces_of(const Testbed& testbed, const Group& group, unsigned number,
                                     const BlockIndex& blocks)
{
    std::vector<Interface> interfaces;
    for (const std::string_view name : group.networks)
    {
        Interface interface{.network = std::string(name)};
        const auto found = blocks.find({group.owner.role, group.owner.index, name});
        const Network* const network = testbed.network(name);
        if (found != blocks.end() && network != nullptr)
        {
            const auto offset = static_cast<std::uint32_t>(found->second->offset + number);
            interface.ipv4 = Ipv4{network->ipv4.base.bits + offset};
            interface.ipv6 = network->ipv6 ? std::optional(network->ipv6->at(offset)) : std::nullopt;
        }
        interfaces.push_back(std::move(interface));
    }
    return interfaces;
}

/// Hands out the hosts of each site in the order of the machines.
class HostSupply
{
public:
    explicit HostSupply(const Testbed& testbed) : testbed_(testbed) {}

    std::optional<Host> next(const std::string& site_name)
    {
        const Site* const site = testbed_.site(site_name);
        const std::size_t used = site != nullptr ? used_[site_name]++ : 0;
        return site != nullptr && used < site->hosts.size() ? std::optional(site->hosts[used]) : std::nullopt;
    }

private:
    const Testbed& testbed_;
    std::map<std::string, std::size_t> used_;
};

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
    return block.offset >= 1 && block.offset < size && block.offset + block.count <= size - 1;
}

Layout lay_out(const Testbed& testbed)
{
    const std::vector<AddressBlock> blocks = address_blocks(testbed);
    BlockIndex index;
    for (const AddressBlock& block : blocks)
    {
        index.emplace(std::tuple(block.owner.role, block.owner.index, std::string_view(block.network)), &block);
    }
    HostSupply hosts(testbed);
    Layout layout;
    for (const Group& group : groups_of(testbed))
    {
        for (unsigned i = 0; i < group.machines; ++i)
        {
            const unsigned number = group.first_number + i;
            layout.machines.push_back({.name = group.numbered ? group.name + "-" + std::to_string(number) : group.name,
                                       .role = group.owner.role,
                                       .group = group.name,
                                       .number = number,
                                       .site = group.site,
                                       .interfaces = interfaces_of(testbed, group, i, index),
                                       .shape = group.shape,
                                       .host = hosts.next(group.site)});
        }
    }
    return layout;
}

bool is_reserved_group_name(std::string_view name)
{
    constexpr std::array reserved{registrar_group, std::string_view("all"), std::string_view("epc")};
    const bool is_function = std::ranges::any_of(names<Role>, [name](const Named<Role>& role) { return role.name == name; });
    return is_function || std::ranges::find(reserved, name) != reserved.end();
}

} // namespace edgepool::model
