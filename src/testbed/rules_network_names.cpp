// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/suggest.h"
#include "testbed/default_networks.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule cidr_needed{"network.cidr-needed", "network without addresses"};
constexpr Rule unused{"network.unused", "unused network", Severity::warning};
constexpr Rule unknown_network{"network.unknown", "unknown network"};
constexpr Rule management_again{"network.management-again", "management network as the pool's"};

constexpr std::string_view management = "mgmt";

void require_cidr(const Case& look, const Form& form)
{
    if (!form.given("cidr") && !form.faulty("cidr"))
    {
        look.diagnostics.add(found(cidr_needed, form.where(), "only the known networks have addresses by default",
                                   "add a 'cidr', such as 'cidr: 10.99.0.0/24'"));
    }
}

/// Whether it is known which networks machines are on.
bool usage_known(const Case& look, const std::vector<std::string_view>& names)
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
            const auto network = form.text("network");
            const bool is_known = !network || std::ranges::find(names, *network) != names.end();
            known = known && is_known && !form.faulty("network") && !(may_attach && form.faulty("attach"));
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

/// The default network that was meant by a name like its own, or by its addresses.
std::optional<std::string_view> meant_default(const Item& name, const Form& form)
{
    std::vector<std::string_view> defaults;
    const auto cidr = form.text("cidr");
    for (const DefaultNetwork& network : default_networks())
    {
        if (network.name == name.text)
        {
            return std::nullopt;
        }
        defaults.push_back(network.name);
    }
    const auto same =
        std::ranges::find_if(default_networks(), [&cidr](const DefaultNetwork& each) { return each.cidr == cidr; });
    return same != default_networks().end() ? std::optional(same->name) : did_you_mean(name.text, defaults);
}

/// A network that nobody is on. If a default one was meant, that is all there is to say of it.
void check_unused(const Case& look, const Item& name, const Form& form)
{
    const bool is_default = default_network(name.text) != nullptr;
    const auto meant = meant_default(name, form);
    const std::string_view otherwise = is_default ? "remove it" : "remove it, or name it as somebody's 'network'";
    look.diagnostics.add(found(unused, name.where, "no machine is on the network " + quoted(name.text),
                               meant ? "did you mean " + quoted(*meant) + "?" : std::string(otherwise)));
    if (!is_default && !meant)
    {
        require_cidr(look, form);
    }
}

void check_entries(const Case& look)
{
    const auto unused_ones = unused_networks(look);
    for (const auto& [name, form] : look.root.entries("networks"))
    {
        if (unused_ones.contains(name.text))
        {
            check_unused(look, name, form);
        }
        else if (default_network(name.text) == nullptr)
        {
            require_cidr(look, form);
        }
    }
}

void check_reference(const Case& look, const Form& form, const std::vector<std::string_view>& known)
{
    const std::string_view name = *form.text("network");
    if (name == management)
    {
        look.diagnostics.add(found(management_again, form.where("network"),
                                   "every machine is on " + quoted(management) + " already",
                                   "name another network, or leave 'network' out"));
    }
    else if (std::ranges::find(known, name) == known.end() && look.root.complete("networks"))
    {
        look.diagnostics.add(found(unknown_network, form.where("network"), "there is no network " + quoted(name),
                                   suggestion(name, known)));
    }
}

} // namespace

std::set<std::string_view> unused_networks(const Case& look)
{
    std::set<std::string_view> unused_ones;
    if (usage_known(look, known_names(look)))
    {
        const auto used = networks_in_use(look.testbed);
        for (const auto& [name, form] : look.root.entries("networks"))
        {
            if (!used.contains(name.text))
            {
                unused_ones.insert(name.text);
            }
        }
    }
    return unused_ones;
}

void check_network_names(const Case& look)
{
    if (look.root.faulty("networks"))
    {
        return;
    }
    const auto known = known_names(look);
    check_entries(look);
    for (const std::string_view list : {"registrars", "elements", "users"})
    {
        for (const Form& form : look.root.objects(list))
        {
            if (form.given("network"))
            {
                check_reference(look, form, known);
            }
        }
    }
}

} // namespace edgepool::testbed
