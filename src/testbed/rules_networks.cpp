// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
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
constexpr Rule cidr_needed{"network.cidr-needed", "network without addresses"};
constexpr Rule unused{"network.unused", "unused network", Severity::warning};
constexpr Rule unknown_network{"network.unknown", "unknown network"};

constexpr unsigned smallest_prefix = 8;
constexpr unsigned largest_prefix = 29;
constexpr unsigned smallest_prefix6 = 32;
constexpr unsigned largest_prefix6 = 112;

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

template <typename Network>
bool judge_network(const Case& look, const SourceRange& where, const Network& network, unsigned least, unsigned most)
{
    if (network.prefix < least || network.prefix > most)
    {
        look.diagnostics.add(found(wrong_size, where, to_string(network) + " has a prefix of " + std::to_string(network.prefix) + " bits",
                                   "use /" + std::to_string(least) + " to /" + std::to_string(most)));
        return false;
    }
    if (!is_aligned(network))
    {
        look.diagnostics.add(found(unaligned, where, to_string(network) + " names an address inside of " + to_string(aligned(network)),
                                   "write " + to_string(aligned(network))));
        return false;
    }
    if (!is_private(network))
    {
        look.diagnostics.add(found(public_space, where, to_string(network) + " belongs to somebody on the Internet, who cannot be reached from here then",
                                   "use a part of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or fd00::/8"));
    }
    return true;
}

/// Whether the network is worth being compared with others.
bool judge_ipv4(const Case& look, const SourceRange& where, const Ipv4Network& network)
{
    if (network.prefix >= smallest_prefix && is_unusable(network))
    {
        look.diagnostics.add(found(unusable, where, to_string(network) + " is loopback, link-local, multicast or reserved",
                                   "use a part of 10.0.0.0/8"));
        return false;
    }
    return judge_network(look, where, network, smallest_prefix, largest_prefix);
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
        const bool usable = network && judge_network(look, claim.where6, *network, smallest_prefix6, largest_prefix6);
        claim.ipv6 = usable ? network : std::nullopt;
    }
    else if (usual != nullptr && !form.faulty("cidr6"))
    {
        claim.ipv6 = model::parse_ipv6_network(usual->cidr6);
    }
    return claim;
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
        look.diagnostics.add(found(bad_gateway, form.where("gateway"), to_string(*gateway) + " is no machine's address in " + to_string(*claim.ipv4),
                                   "give an address from " + model::to_string(model::Ipv4{claim.ipv4->base.bits + 1}) + " on"));
    }
}

void report_overlap(const Case& look, const Claim& later, const SourceRange& where, const std::string& addresses, const Claim& earlier,
                    const std::string& other, const SourceRange& other_where, bool other_written)
{
    Diagnostic diagnostic = found(overlap, where, later.called + " (" + addresses + ") and " + earlier.called + " (" + other + ") share addresses",
                                  "give each its own addresses");
    if (other_written)
    {
        diagnostic.related.push_back({.text = "the other one", .where = other_where});
    }
    look.diagnostics.add(std::move(diagnostic));
}

/// Every claim is compared with those before it; of each pair the written one is at fault.
void check_overlaps(const Case& look, const std::vector<Claim>& claims)
{
    for (std::size_t i = 1; i < claims.size(); ++i)
    {
        for (std::size_t j = 0; j < i; ++j)
        {
            const Claim& later = claims[i].written || !claims[j].written ? claims[i] : claims[j];
            const Claim& earlier = &later == &claims[i] ? claims[j] : claims[i];
            if (later.ipv4 && earlier.ipv4 && later.ipv4->overlaps(*earlier.ipv4))
            {
                report_overlap(look, later, later.where, to_string(*later.ipv4), earlier, to_string(*earlier.ipv4), earlier.where, earlier.written);
                break;
            }
            const Claim& later6 = claims[i].written6 || !claims[j].written6 ? claims[i] : claims[j];
            const Claim& earlier6 = &later6 == &claims[i] ? claims[j] : claims[i];
            if (later6.ipv6 && earlier6.ipv6 && later6.ipv6->overlaps(*earlier6.ipv6))
            {
                report_overlap(look, later6, later6.where6, to_string(*later6.ipv6), earlier6, to_string(*earlier6.ipv6), earlier6.where6, earlier6.written6);
                break;
            }
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
            Claim claim{.called = "APN " + quoted(form.text("name").value_or("")), .where = form.where("addresses"), .written = true};
            const auto network = form.parsed<model::parse_ipv4_network>("addresses");
            claim.ipv4 = judge_ipv4(look, claim.where, *network) ? network : std::nullopt;
            claims.push_back(std::move(claim));
        }
    }
    if (!look.root.object("epc").given("apns"))
    {
        claims.push_back({.called = "APN 'internet'", .ipv4 = look.testbed.epc->apns.front().addresses, .where = look.root.where_key("epc")});
    }
    return claims;
}

void check_names(const Case& look)
{
    std::vector<std::string_view> known;
    for (const DefaultNetwork& network : default_networks())
    {
        known.push_back(network.name);
    }
    const auto used = networks_in_use(look.testbed);
    for (const auto& [name, form] : look.root.entries("networks"))
    {
        if (!used.contains(name.text))
        {
            const auto meant = default_network(name.text) == nullptr ? did_you_mean(name.text, known) : std::nullopt;
            look.diagnostics.add(found(unused, name.where, "no machine is on the network " + quoted(name.text),
                                       meant ? "did you mean " + quoted(*meant) + "?" : "remove it, or name it as somebody's 'network'"));
        }
        if (default_network(name.text) == nullptr)
        {
            known.push_back(name.text);
        }
    }
    for (const std::string_view list : {"registrars", "elements", "users"})
    {
        for (const Form& form : look.root.objects(list))
        {
            if (form.given("network") && std::ranges::find(known, *form.text("network")) == known.end())
            {
                look.diagnostics.add(found(unknown_network, form.where("network"), "there is no network " + quoted(*form.text("network")),
                                           suggestion(*form.text("network"), known)));
            }
        }
    }
}

} // namespace

void check_networks(const Case& look)
{
    std::vector<Claim> claims;
    const auto entries = look.root.entries("networks");
    for (const model::Network& network : look.testbed.networks)
    {
        const auto entry = std::ranges::find(entries, network.name, [](const auto& each) { return each.first.text; });
        const Form form = entry != entries.end() ? entry->second : look.root.nothing("networks");
        if (entry != entries.end() && default_network(network.name) == nullptr && !form.given("cidr") && !form.faulty("cidr"))
        {
            look.diagnostics.add(found(cidr_needed, form.where(), "only the known networks have addresses by default", "add 'cidr: 10.…/24'"));
        }
        claims.push_back(claim_of(look, form, network.name));
        check_gateway(look, form, claims.back());
    }
    for (Claim& claim : apn_claims(look))
    {
        claims.push_back(std::move(claim));
    }
    check_overlaps(look, claims);
    if (!look.root.faulty("networks"))
    {
        check_names(look);
    }
}

} // namespace edgepool::testbed
