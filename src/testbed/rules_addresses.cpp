// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/rule.h"
#include "model/address.h"
#include "model/layout.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

using model::AddressBlock;
using model::Ipv4;
using model::Network;
using model::Role;

constexpr Rule outside{"address.outside-network", "address outside its network"};
constexpr Rule not_for_machines{"address.not-for-machines", "address that no machine can have"};
constexpr Rule taken{"address.taken", "address given twice"};
constexpr Rule too_small{"network.too-small", "network with too few addresses"};

/// Where the file speaks of the machines of a block.
class Places
{
public:
    explicit Places(const Case& look)
        : epc_(look.root.object("epc")),
          registrars_(look.root.objects("registrars")),
          elements_(look.root.objects("elements")),
          users_(look.root.objects("users"))
    {
        for (const auto& [name, form] : epc_.entries("addresses"))
        {
            functions_.emplace(name.text, form);
        }
    }

    SourceRange address(const AddressBlock& block) const
    {
        switch (block.owner.role)
        {
        case Role::registrar:
            return registrars_[block.owner.index].where("address");
        case Role::element:
            return elements_[block.owner.index].where("first-address");
        case Role::user:
            return users_[block.owner.index].where("first-address");
        default:
            return functions_.at(name_of(block.owner.role)).where(block.network);
        }
    }

    SourceRange size(const AddressBlock& block) const
    {
        switch (block.owner.role)
        {
        case Role::registrar:
            // The registrars that nobody had to write down are there for the elements.
            return registrars_.empty() ? elements_.front().where() : registrars_[block.owner.index].where();
        case Role::element:
            return elements_[block.owner.index].where(elements_[block.owner.index].given("max") ? "max" : "initial");
        case Role::user:
            return users_[block.owner.index].where("count");
        default:
            return epc_.where();
        }
    }

private:
    Form epc_;
    std::vector<Form> registrars_;
    std::vector<Form> elements_;
    std::vector<Form> users_;
    std::map<std::string_view, Form> functions_;
};

/// A network and the addresses of a block in it.
struct Placed
{
    const AddressBlock* block = nullptr;
    const Network* network = nullptr;
    SourceRange where{};

    std::uint64_t count() const { return std::max<std::uint64_t>(block->count, 1); }
    Ipv4 first() const { return Ipv4{network->ipv4.base.bits + static_cast<std::uint32_t>(block->offset)}; }
    Ipv4 last() const { return Ipv4{first().bits + static_cast<std::uint32_t>(count() - 1)}; }
    std::string in_words() const
    {
        return count() == 1 ? to_string(first()) : to_string(model::Ipv4Range{.first = first(), .last = last()});
    }
};

/// The addresses at which a block of that size may begin.
std::string usable_places(const Placed& placed)
{
    const std::uint64_t size = placed.network->ipv4.size();
    if (placed.count() + 2 > size)
    {
        return "give the network " + quoted(placed.network->name) + " a larger 'cidr', or lower the group's 'max'";
    }
    const std::uint32_t base = placed.network->ipv4.base.bits;
    const auto farthest = static_cast<std::uint32_t>(size - 1 - placed.count());
    return "give an address from " + to_string(Ipv4{base + 1}) + " to " + to_string(Ipv4{base + farthest});
}

/// Whether machines can have these addresses.
bool judge_fixed(const Case& look, const Placed& placed)
{
    const model::Ipv4Network& network = placed.network->ipv4;
    const Ipv4 first = placed.first();
    const Ipv4 last = placed.last();
    if (!network.contains(first) || !network.contains(last))
    {
        const std::string room = placed.count() > 1 ? " (room for " + std::to_string(placed.count()) + ")" : "";
        look.diagnostics.add(found(outside, placed.where,
                                   placed.in_words() + room + " is not inside of network " +
                                       quoted(placed.network->name) + ", " + to_string(network),
                                   usable_places(placed)));
        return false;
    }
    if (first == network.first() || last == network.last())
    {
        const bool is_first = first == network.first();
        look.diagnostics.add(found(not_for_machines, placed.where,
                                   to_string(is_first ? first : last) +
                                       (is_first ? " stands for all of " : " reaches all of ") + to_string(network),
                                   usable_places(placed)));
        return false;
    }
    const auto gateway = placed.network->gateway;
    if (gateway && first <= *gateway && *gateway <= last)
    {
        look.diagnostics.add(found(not_for_machines, placed.where, to_string(*gateway) + " is the network's gateway",
                                   "give another one"));
        return false;
    }
    return true;
}

void report_collision(const Case& look, const Placed& later, const Placed& earlier)
{
    const std::string network = quoted(later.network->name);
    const bool is_single = later.count() == 1 && earlier.count() == 1;
    const std::string detail = is_single
                                   ? later.in_words() + " on " + network + " is taken already"
                                   : later.in_words() + " and " + earlier.in_words() + " share addresses on " + network;
    const std::string hint =
        is_single ? "give another one" : "give each its own; a group of elements needs room for its 'max'";
    report_twice(look, found(taken, later.where, detail, hint), earlier.where);
}

/// Blocks in the order of their addresses; each is compared with the one before that reaches farthest.
void report_collisions(const Case& look, std::vector<Placed> fixed)
{
    std::ranges::stable_sort(fixed, {}, [](const Placed& each) {
        return std::pair(std::string_view(each.block->network), each.block->offset);
    });
    const Placed* farthest = nullptr;
    for (const Placed& each : fixed)
    {
        const bool same_network = farthest != nullptr && farthest->network == each.network;
        if (same_network && farthest->block->owner != each.block->owner && each.first() <= farthest->last())
        {
            const bool is_later = each.where.span.begin >= farthest->where.span.begin;
            report_collision(look, is_later ? each : *farthest, is_later ? *farthest : each);
        }
        farthest = !same_network || each.last() > farthest->last() ? &each : farthest;
    }
}

/// Networks whose addresses are known; of the others it is said elsewhere what is wrong with them.
std::map<std::string_view, const Network*> sound_networks(const Case& look)
{
    std::map<std::string_view, const Network*> sound;
    const auto entries = look.root.entries("networks");
    for (const Network& network : look.testbed.networks)
    {
        const auto entry = std::ranges::find(entries, network.name, [](const auto& each) { return each.first.text; });
        const bool faulty = entry != entries.end() && entry->second.faulty("cidr");
        if (!faulty && network.ipv4.prefix >= smallest_prefix && network.ipv4.prefix <= largest_prefix &&
            !is_unusable(network.ipv4))
        {
            sound.emplace(network.name, &network);
        }
    }
    return sound;
}

SourceRange where_network(const Case& look, const Network& network)
{
    for (const auto& [name, form] : look.root.entries("networks"))
    {
        if (name.text == network.name && form.given("cidr"))
        {
            return form.where("cidr");
        }
    }
    return {};
}

/// How many machines may need an address on the network.
std::uint64_t machines_on(std::string_view network, const std::vector<AddressBlock>& blocks)
{
    std::uint64_t machines = 0;
    for (const AddressBlock& block : blocks)
    {
        machines += block.network == network ? block.count : 0;
    }
    return machines;
}

/// "/20": the smallest network that has room for so many machines beside what is kept free.
std::string prefix_for(std::uint64_t machines)
{
    constexpr std::uint64_t kept_free = 11; // the first ten and the last one
    unsigned prefix = largest_prefix;
    while (prefix > smallest_prefix && (std::uint64_t{1} << (32U - prefix)) < machines + kept_free)
    {
        --prefix;
    }
    return "/" + std::to_string(prefix);
}

void report_full(const Case& look, const AddressBlock& block, const Network& network, std::uint64_t machines,
                 const Places& places)
{
    const SourceRange written = where_network(look, network);
    const std::string prefix = prefix_for(machines);
    const std::string lower = block.owner.role == Role::user ? "lower 'count'" : "lower a group's 'max'";
    look.diagnostics.add(
        found(too_small, written.known() ? written : places.size(block),
              to_string(network.ipv4) + " of " + quoted(network.name) + " cannot hold the " +
                  counted(machines, "machine") + " that the testbed may have on it",
              written.known() ? "make it a " + prefix + ", or " + lower
                              : lower + ", or give the network " + quoted(network.name) + " a 'cidr' with " + prefix));
}

/// Whether all addresses that the file fixes are sound: otherwise machines would be where they are not meant to be.
bool addresses_known(const Case& look)
{
    bool known = true;
    for (const std::string_view list : {"registrars", "elements", "users"})
    {
        for (const Form& form : look.root.objects(list))
        {
            known = known && !form.faulty(list == "registrars" ? "address" : "first-address");
        }
    }
    return known;
}

} // namespace

void check_addresses(const Case& look)
{
    if (look.root.faulty("networks") || look.root.faulty("epc"))
    {
        return;
    }
    const Places places(look);
    const auto networks = sound_networks(look);
    const std::vector<AddressBlock> blocks = address_blocks(look.testbed);
    std::vector<Placed> fixed;
    std::set<std::string_view> full;
    const bool placement_known = addresses_known(look);
    for (const AddressBlock& block : blocks)
    {
        const auto network = networks.find(block.network);
        if (network == networks.end())
        {
            continue;
        }
        if (block.fixed)
        {
            const Placed placed{.block = &block, .network = network->second, .where = places.address(block)};
            if (judge_fixed(look, placed))
            {
                fixed.push_back(placed);
            }
        }
        else if (placement_known && !fits(block, *network->second) && full.insert(block.network).second)
        {
            report_full(look, block, *network->second, machines_on(block.network, blocks), places);
        }
    }
    report_collisions(look, std::move(fixed));
}

} // namespace edgepool::testbed
