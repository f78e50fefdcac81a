// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "model/address.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule apn_twice{"epc.apn-twice", "APN given twice"};
constexpr Rule apn_reserved{"epc.apn-reserved", "reserved APN"};
constexpr Rule pool_outside{"epc.pool-outside", "pool outside its network"};
constexpr Rule pool_backwards{"epc.pool-backwards", "range that ends before it begins"};
constexpr Rule pool_holds_gateway{"epc.pool-holds-gateway", "pool that holds the gateway's address"};
constexpr Rule pool_holds_broadcast{"epc.pool-holds-broadcast", "pool that holds the broadcast address"};
constexpr Rule pool_small{"epc.pool-small", "fewer addresses than subscribers", Severity::warning};

std::string lower(std::string_view text)
{
    std::string low(text);
    std::ranges::transform(low, low.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return low;
}

/// Names that the standard keeps for the network's own use (3GPP TS 23.003, 9.1.1).
bool is_reserved_apn(std::string_view name)
{
    constexpr std::array<std::string_view, 4> beginnings{"rac", "lac", "sgsn", "rnc"};
    const std::string low = lower(name);
    return low.ends_with(".gprs") ||
           std::ranges::any_of(beginnings, [&low](std::string_view each) { return low.starts_with(each); });
}

void check_apn_pool_ends(const Case& look, const Form& form, const model::Ipv4Network& network,
                         const model::Ipv4Range& pool)
{
    const model::Ipv4 gateway{network.base.bits + 1};
    if (pool.first <= gateway)
    {
        look.diagnostics.add(found(pool_holds_gateway, form.where("pool"), to_string(gateway) + " is the gateway's",
                                   "begin at " + to_string(model::Ipv4{gateway.bits + 1})));
    }
    if (pool.last == network.last())
    {
        look.diagnostics.add(found(pool_holds_broadcast, form.where("pool"),
                                   to_string(pool.last) + " reaches all of " + to_string(network),
                                   "end at " + to_string(model::Ipv4{network.last().bits - 1})));
    }
}

void check_apn_pool(const Case& look, const Form& form, const model::Ipv4Network& network)
{
    const auto pool = form.parsed<model::parse_ipv4_range>("pool");
    if (!pool)
    {
        return;
    }
    const model::Ipv4 gateway{network.base.bits + 1};
    if (pool->first > pool->last)
    {
        look.diagnostics.add(
            found(pool_backwards, form.where("pool"), to_string(*pool), "write the lower address first"));
    }
    else if (!network.contains(pool->first) || !network.contains(pool->last))
    {
        look.diagnostics.add(found(pool_outside, form.where("pool"),
                                   to_string(*pool) + " is not inside of " + to_string(network),
                                   "use addresses from " + to_string(model::Ipv4{gateway.bits + 1}) + " to " +
                                       to_string(model::Ipv4{network.last().bits - 1})));
    }
    else
    {
        check_apn_pool_ends(look, form, network, *pool);
    }
}

void check_apn_name(const Case& look, const Form& form, std::map<std::string, SourceRange>& seen)
{
    if (!form.given("name"))
    {
        return;
    }
    const std::string_view name = *form.text("name");
    const SourceRange where = form.where("name");
    const auto [earlier, is_new] = seen.emplace(lower(name), where);
    if (!is_new)
    {
        report_twice(look,
                     found(apn_twice, where, quoted(name) + " is in the list already", "give one of them another name"),
                     earlier->second);
    }
    if (is_reserved_apn(name))
    {
        look.diagnostics.add(found(apn_reserved, where, quoted(name) + " is a name for the network's own use",
                                   "do not begin it with rac, lac, sgsn or rnc, nor end it with .gprs"));
    }
}

/// Devices attach to the default APN, which is the first.
void check_room_for_subscribers(const Case& look, const Form& epc, const Form& subscribers)
{
    const auto forms = epc.objects("apns");
    if (forms.empty() || !epc.complete("apns") || !subscribers.integer("count"))
    {
        return;
    }
    const Form& form = forms.front();
    const model::Apn& first = look.testbed.epc->apns.front();
    const bool is_sound = form.given("addresses") && !form.faulty("pool") && first.pool.first <= first.pool.last;
    if (is_sound && first.pool.size() < look.testbed.epc->subscribers.count)
    {
        look.diagnostics.add(found(pool_small, form.where(form.given("pool") ? "pool" : "addresses"),
                                   counted(first.pool.size(), "address", "addresses") + " of the default APN for " +
                                       std::to_string(look.testbed.epc->subscribers.count) + " subscribers",
                                   "widen it, or lower 'count' of the subscribers"));
    }
}

void check_apns(const Case& look, const Form& epc)
{
    std::map<std::string, SourceRange> seen;
    for (const Form& form : epc.objects("apns"))
    {
        check_apn_name(look, form, seen);
        const auto network = form.parsed<model::parse_ipv4_network>("addresses");
        if (network && is_aligned(*network) && network->prefix <= largest_prefix)
        {
            check_apn_pool(look, form, *network);
        }
    }
}

} // namespace

void check_access_points(const Case& look)
{
    if (look.has_epc())
    {
        const Form epc = look.root.object("epc");
        check_apns(look, epc);
        check_room_for_subscribers(look, epc, epc.object("subscribers"));
    }
}

} // namespace edgepool::testbed
