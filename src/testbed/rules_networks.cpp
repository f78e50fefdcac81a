// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/rule.h"
#include "model/address.h"
#include "testbed/default_networks.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

using model::Ipv4Network;

constexpr Rule unaligned{"network.not-at-its-start", "address inside a network"};
constexpr Rule wrong_size{"network.wrong-size", "unusable network size"};
constexpr Rule unusable{"network.unusable", "addresses that machines cannot have"};
constexpr Rule public_space{"network.public", "public address space", Severity::warning};
constexpr Rule overlap{"network.overlap", "overlapping networks"};
constexpr Rule bad_gateway{"network.gateway-outside", "gateway outside its network"};

/// A network's addresses with the place where they are written; the defaults have none.
struct Claim
{
    std::string called{};
    std::optional<Ipv4Network> ipv4{};
    std::optional<model::Ipv6Network> ipv6{};
    SourceRange where{};
    SourceRange where6{};
    bool written = false;
    bool written6 = false;
};

std::string_view private_space(const Ipv4Network& /*network*/)
{
    return "10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16";
}

std::string_view private_space(const model::Ipv6Network& /*network*/)
{
    return "fd00::/8";
}

/// Whether the network is worth being compared with others.
template <typename Network>
bool judge_network(const Case& look, const SourceRange& where, const Network& network, unsigned least, unsigned most)
{
    if (network.prefix < least || network.prefix > most)
    {
        const std::string_view fault =
            network.prefix > most ? " has room for too few machines" : " takes too many addresses";
        look.diagnostics.add(found(wrong_size, where, to_string(network) + std::string(fault),
                                   "use /" + std::to_string(least) + " to /" + std::to_string(most)));
        return false;
    }
    if (!is_aligned(network))
    {
        const std::string start = to_string(aligned(network));
        Diagnostic diagnostic =
            found(unaligned, where, to_string(network) + " names an address inside of " + start, "write " + start);
        diagnostic.fix = Fix{.where = where, .replacement = start};
        look.diagnostics.add(std::move(diagnostic));
    }
    if (!is_private(network))
    {
        look.diagnostics.add(found(public_space, where,
                                   to_string(aligned(network)) +
                                       " belongs to somebody on the Internet, who cannot be reached from here then",
                                   "use a part of " + std::string(private_space(network))));
    }
    return is_aligned(network);
}

bool judge_ipv4(const Case& look, const SourceRange& where, const Ipv4Network& network)
{
    if (network.prefix >= smallest_prefix && is_unusable(network))
    {
        look.diagnostics.add(found(unusable, where,
                                   to_string(network) + " is loopback, link-local, multicast or reserved",
                                   "use a part of 10.0.0.0/8"));
        return false;
    }
    return judge_network(look, where, network, smallest_prefix, largest_prefix);
}

bool is_unusable(const model::Ipv6Network& network)
{
    // Loopback and the like, link-local, multicast.
    constexpr std::array<std::string_view, 3> blocks{"::/8", "fe80::/10", "ff00::/8"};
    return std::ranges::any_of(
        blocks, [&](std::string_view block) { return model::parse_ipv6_network(block)->overlaps(network); });
}

bool judge_ipv6(const Case& look, const SourceRange& where, const model::Ipv6Network& network)
{
    if (network.prefix >= smallest_prefix6 && is_unusable(network))
    {
        look.diagnostics.add(found(unusable, where,
                                   to_string(network) + " is loopback, link-local, multicast or reserved",
                                   "use a part of fd00::/8"));
        return false;
    }
    return judge_network(look, where, network, smallest_prefix6, largest_prefix6);
}

Claim claim_of(const Case& look, const Form& form, std::string_view name)
{
    const DefaultNetwork* const usual = default_network(name);
    Claim claim{.called = "network " + quoted(name), .where = form.where("cidr"), .where6 = form.where("cidr6")};
    claim.written = form.given("cidr");
    claim.written6 = form.given("cidr6");
    if (claim.written)
    {
        const auto network = form.parsed<model::parse_ipv4_network>("cidr");
        claim.ipv4 = judge_ipv4(look, claim.where, *network) ? network : std::nullopt;
    }
    else if (usual != nullptr && !form.faulty("cidr"))
    {
        claim.ipv4 = model::parse_ipv4_network(usual->cidr);
    }
    if (claim.written6)
    {
        const auto network = form.parsed<model::parse_ipv6_network>("cidr6");
        const bool usable = network && judge_ipv6(look, claim.where6, *network);
        claim.ipv6 = usable ? network : std::nullopt;
    }
    else if (usual != nullptr && !form.faulty("cidr6"))
    {
        claim.ipv6 = model::parse_ipv6_network(usual->cidr6);
    }
    return claim;
}

/// Machines have the same place in both networks.
void check_sizes(const Case& look, const Claim& claim)
{
    constexpr unsigned extra_bits = 128 - 32;
    if (claim.written6 && claim.ipv4 && claim.ipv6 && claim.ipv6->prefix > claim.ipv4->prefix + extra_bits)
    {
        look.diagnostics.add(found(wrong_size, claim.where6,
                                   to_string(*claim.ipv6) + " has fewer addresses than " + to_string(*claim.ipv4),
                                   "use /64, or any up to /" + std::to_string(claim.ipv4->prefix + extra_bits)));
    }
}

void check_gateway(const Case& look, const Form& form, const Claim& claim)
{
    const auto gateway = form.parsed<model::parse_ipv4>("gateway");
    if (!gateway || !claim.ipv4)
    {
        return;
    }
    const bool at_the_edge = *gateway == claim.ipv4->first() || *gateway == claim.ipv4->last();
    if (!claim.ipv4->contains(*gateway) || at_the_edge)
    {
        look.diagnostics.add(found(bad_gateway, form.where("gateway"),
                                   to_string(*gateway) + " is no machine's address in " + to_string(*claim.ipv4),
                                   "give an address from " + model::to_string(model::Ipv4{claim.ipv4->base.bits + 1}) +
                                       " to " + to_string(model::Ipv4{claim.ipv4->last().bits - 1})));
    }
}

/// One network of a claim.
template <typename Network>
struct Part
{
    const Claim& claim;
    const std::optional<Network>& network;
    const SourceRange& where;
    bool written;
};

template <typename Network>
Part<Network> part_of(const Claim& claim)
{
    if constexpr (std::is_same_v<Network, Ipv4Network>)
    {
        return {claim, claim.ipv4, claim.where, claim.written};
    }
    else
    {
        return {claim, claim.ipv6, claim.where6, claim.written6};
    }
}

/// Every claim is compared with those before it; of each pair the one that is written is at fault, or the later one.
template <typename Network>
void check_overlaps(const Case& look, const std::vector<Claim>& claims)
{
    for (std::size_t i = 1; i < claims.size(); ++i)
    {
        for (std::size_t j = 0; j < i; ++j)
        {
            const auto one = part_of<Network>(claims[j]);
            const auto two = part_of<Network>(claims[i]);
            if (!one.network || !two.network || !one.network->overlaps(*two.network))
            {
                continue;
            }
            const bool first_is_later = one.written && (!two.written || one.where.span.begin > two.where.span.begin);
            const auto& later = first_is_later ? one : two;
            const auto& earlier = first_is_later ? two : one;
            const auto called = [](const Part<Network>& part) {
                return part.claim.called + " (" + to_string(*part.network) + (part.written ? "" : " by default") + ")";
            };
            Diagnostic diagnostic =
                found(overlap, later.where, called(later) + " and " + called(earlier) + " share addresses",
                      "give each its own addresses");
            if (earlier.written)
            {
                diagnostic.related.push_back({.text = "the other one", .where = earlier.where});
            }
            look.diagnostics.add(std::move(diagnostic));
            break;
        }
    }
}

std::vector<Claim> apn_claims(const Case& look)
{
    std::vector<Claim> claims;
    if (!look.has_epc())
    {
        return claims;
    }
    for (const Form& form : look.root.object("epc").objects("apns"))
    {
        if (form.given("addresses"))
        {
            Claim claim{.called = "APN " + quoted(form.text("name").value_or("")),
                        .where = form.where("addresses"),
                        .written = true};
            const auto network = form.parsed<model::parse_ipv4_network>("addresses");
            claim.ipv4 = judge_ipv4(look, claim.where, *network) ? network : std::nullopt;
            claims.push_back(std::move(claim));
        }
    }
    if (!look.root.object("epc").given("apns"))
    {
        claims.push_back({.called = "APN 'internet'",
                          .ipv4 = look.testbed.epc->apns.front().addresses,
                          .where = look.root.where_key("epc")});
    }
    return claims;
}

} // namespace

void check_networks(const Case& look)
{
    std::vector<Claim> claims;
    const auto entries = look.root.entries("networks");
    const auto unused = unused_networks(look);
    for (const model::Network& network : look.testbed.networks)
    {
        const auto entry = std::ranges::find(entries, network.name, [](const auto& each) { return each.first.text; });
        const Form form = entry != entries.end() ? entry->second : look.root.nothing("networks");
        Claim claim = claim_of(look, form, network.name);
        check_sizes(look, claim);
        check_gateway(look, form, claim);
        if (!unused.contains(network.name)) // where nobody is, nobody is in the way
        {
            claims.push_back(std::move(claim));
        }
    }
    for (Claim& claim : apn_claims(look))
    {
        claims.push_back(std::move(claim));
    }
    check_overlaps<Ipv4Network>(look, claims);
    check_overlaps<model::Ipv6Network>(look, claims);
}

} // namespace edgepool::testbed
