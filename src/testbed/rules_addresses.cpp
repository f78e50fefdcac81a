// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
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
            return registrars_.empty() ? SourceRange{} : registrars_[block.owner.index].where();
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

std::string addresses_of(const AddressBlock& block, const Network& network)
{
    const model::Ipv4 first{network.ipv4.base.bits + static_cast<std::uint32_t>(block.offset)};
    const model::Ipv4 last{first.bits + static_cast<std::uint32_t>(block.count - 1)};
    return block.count <= 1 ? to_string(first) : to_string(model::Ipv4Range{.first = first, .last = last});
}

void judge_fixed(const Case& look, const AddressBlock& block, const Network& network, const SourceRange& where)
{
    const std::string shown = addresses_of(block, network);
    const model::Ipv4 first{network.ipv4.base.bits + static_cast<std::uint32_t>(block.offset)};
    const model::Ipv4 last{first.bits + static_cast<std::uint32_t>(std::max<std::uint64_t>(block.count, 1) - 1)};
    if (!network.ipv4.contains(first) || !network.ipv4.contains(last))
    {
        look.diagnostics.add(found(outside, where,
                                   shown + (block.count > 1 ? " (room for " + std::to_string(block.count) + ")" : "") +
                                       " is not inside of network " + quoted(network.name) + ", " +
                                       to_string(network.ipv4),
                                   "give an address from " + to_string(model::Ipv4{network.ipv4.base.bits + 1}) +
                                       " on that has room behind it"));
    }
    else if (!fits(block, network))
    {
        look.diagnostics.add(found(not_for_machines, where,
                                   shown + " touches the first or the last address of " + to_string(network.ipv4) +
                                       ", which are the network's own",
                                   "give another one"));
    }
    else if (network.gateway && first <= *network.gateway && *network.gateway <= last)
    {
        look.diagnostics.add(found(not_for_machines, where, to_string(*network.gateway) + " is the network's gateway",
                                   "give another one"));
    }
}

struct Fixed
{
    const AddressBlock* block;
    SourceRange where;
};

/// Blocks in the order of their addresses; each is compared with the one before that reaches farthest.
void report_collisions(const Case& look, std::vector<Fixed> fixed)
{
    std::ranges::stable_sort(fixed, {}, [](const Fixed& each) {
        return std::pair(std::string_view(each.block->network), each.block->offset);
    });
    const Fixed* farthest = nullptr;
    for (const Fixed& each : fixed)
    {
        const AddressBlock& block = *each.block;
        const bool collides = farthest != nullptr && farthest->block->network == block.network &&
                              farthest->block->owner != block.owner &&
                              block.offset < farthest->block->offset + farthest->block->count;
        if (collides)
        {
            const Fixed& later = each.where.span.begin > farthest->where.span.begin ? each : *farthest;
            const Fixed& earlier = &later == &each ? *farthest : each;
            const Network& network = *look.testbed.network(block.network);
            Diagnostic diagnostic =
                found(taken, later.where,
                      addresses_of(*later.block, network) + " and " + addresses_of(*earlier.block, network) +
                          " share addresses on " + quoted(network.name),
                      "give each its own; a group of elements needs room for its 'max'");
            diagnostic.related.push_back({.text = "the other one", .where = earlier.where});
            look.diagnostics.add(std::move(diagnostic));
        }
        const bool farther = farthest == nullptr || farthest->block->network != block.network ||
                             block.offset + block.count > farthest->block->offset + farthest->block->count;
        farthest = farther ? &each : farthest;
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
        if (!faulty && network.ipv4.prefix >= 8 && network.ipv4.prefix <= 29 && !is_unusable(network.ipv4))
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
    std::vector<Fixed> fixed;
    std::map<std::string_view, bool> full;
    for (const AddressBlock& block : blocks)
    {
        const auto network = networks.find(block.network);
        if (network == networks.end())
        {
            continue;
        }
        if (block.fixed)
        {
            fixed.push_back({.block = &block, .where = places.address(block)});
            judge_fixed(look, block, *network->second, fixed.back().where);
        }
        else if (!fits(block, *network->second) && !std::exchange(full[block.network], true))
        {
            const SourceRange written = where_network(look, *network->second);
            look.diagnostics.add(found(too_small, written.known() ? written : places.size(block),
                                       to_string(network->second->ipv4) + " of " + quoted(block.network) +
                                           " cannot hold all machines that the testbed may have",
                                       written.known() ? "give it more addresses, or lower a group's 'max'"
                                                       : "lower 'max', or give the network " + quoted(block.network) +
                                                             " a larger 'cidr'"));
        }
    }
    report_collisions(look, std::move(fixed));
}

} // namespace edgepool::testbed
