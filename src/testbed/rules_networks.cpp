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
constexpr Rule management_again{"network.management-again", "management network as the pool's"};

constexpr unsigned smallest_prefix = 8;
constexpr unsigned largest_prefix = 29;
constexpr unsigned smallest_prefix6 = 32;
constexpr unsigned largest_prefix6 = 112;

constexpr std::string_view management = "mgmt";

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
        look.diagnostics.add(found(wrong_size, where,
                                   to_string(network) + " has a prefix of " + std::to_string(network.prefix) + " bits",
                                   "use /" + std::to_string(least) + " to /" + std::to_string(most)));
        return false;
    }
    if (!is_aligned(network))
    {
        look.diagnostics.add(found(unaligned, where,
                                   to_string(network) + " names an address inside of " + to_string(aligned(network)),
                                   "write " + to_string(aligned(network))));
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
                                   "use /64, or at most /" + std::to_string(claim.ipv4->prefix + extra_bits)));
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
        look.diagnostics.add(
            found(bad_gateway, form.where("gateway"),
                  to_string(*gateway) + " is no machine's address in " + to_string(*claim.ipv4),
                  "give an address from " + model::to_string(model::Ipv4{claim.ipv4->base.bits + 1}) + " on"));
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
                return part.claim.called + " (" + to_string(*part.network) + ")";
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

void require_cidr(const Case& look, const Form& form)
{
    if (!form.given("cidr") && !form.faulty("cidr"))
    {
        look.diagnostics.add(found(cidr_needed, form.where(), "only the known networks have addresses by default",
                                   "add a 'cidr', such as 'cidr: 10.99.0.0/24'"));
    }
}

/// Whether it is known which networks machines are on.
bool usage_known(const Case& look)
{
    const Form& root = look.root;
    const Form epc = root.object("epc");
    bool known = !root.faulty("epc") && !epc.faulty("core");
    for (const std::string_view list : {"registrars", "elements", "users"})
    {
        known = known && root.complete(list);
        for (const Form& form : root.objects(list))
        {
            const bool may_attach = form.type().field("attach") != nullptr;
            known = known && !form.faulty("network") && !(may_attach && form.faulty("attach"));
        }
    }
    return known;
}

/// Names of networks that have addresses: the default ones, and those of the file.
std::vector<std::string_view> known_names(const Case& look)
{
    std::vector<std::string_view> names;
    for (const DefaultNetwork& network : default_networks())
    {
        names.push_back(network.name);
    }
    for (const auto& [name, form] : look.root.entries("networks"))
    {
        if (default_network(name.text) == nullptr)
        {
            names.push_back(name.text);
        }
    }
    return names;
}

/// A network that nobody is on. If its name is nearly that of a default one, that is all there is to say of it.
void check_unused(const Case& look, const Item& name, const Form& form)
{
    std::vector<std::string_view> defaults;
    for (const DefaultNetwork& network : default_networks())
    {
        defaults.push_back(network.name);
    }
    const bool is_default = default_network(name.text) != nullptr;
    const auto meant = is_default ? std::nullopt : did_you_mean(name.text, defaults);
    look.diagnostics.add(
        found(unused, name.where, "no machine is on the network " + quoted(name.text),
              meant ? "did you mean " + quoted(*meant) + "?" : "remove it, or name it as somebody's 'network'"));
    if (!is_default && !meant)
    {
        require_cidr(look, form);
    }
}

void check_names(const Case& look)
{
    const auto used = networks_in_use(look.testbed);
    const bool is_usage_known = usage_known(look);
    for (const auto& [name, form] : look.root.entries("networks"))
    {
        if (is_usage_known && !used.contains(name.text))
        {
            check_unused(look, name, form);
        }
        else if (default_network(name.text) == nullptr)
        {
            require_cidr(look, form);
        }
    }
    const auto known = known_names(look);
    for (const std::string_view list : {"registrars", "elements", "users"})
    {
        for (const Form& form : look.root.objects(list))
        {
            if (!form.given("network"))
            {
                continue;
            }
            const std::string_view name = *form.text("network");
            if (name == management)
            {
                look.diagnostics.add(found(management_again, form.where("network"),
                                           "every machine is on " + quoted(management) + " already",
                                           "name another network, or leave 'network' out"));
            }
            else if (std::ranges::find(known, name) == known.end() && look.root.complete("networks"))
            {
                look.diagnostics.add(found(unknown_network, form.where("network"),
                                           "there is no network " + quoted(name), suggestion(name, known)));
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
        claims.push_back(claim_of(look, form, network.name));
        check_sizes(look, claims.back());
        check_gateway(look, form, claims.back());
    }
    for (Claim& claim : apn_claims(look))
    {
        claims.push_back(std::move(claim));
    }
    check_overlaps<Ipv4Network>(look, claims);
    check_overlaps<model::Ipv6Network>(look, claims);
    if (!look.root.faulty("networks"))
    {
        check_names(look);
    }
}

} // namespace edgepool::testbed
