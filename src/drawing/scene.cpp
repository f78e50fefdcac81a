// SPDX-License-Identifier: Apache-2.0
#include "drawing/scene.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "drawing/text.h"
#include "drawing/words.h"

namespace edgepool::drawing
{

namespace
{

using model::Role;

constexpr std::string_view management_name = "mgmt";

Plane plane_of(std::string_view network)
{
    return network == "s1c" || network == "s6a" || network == "s11" || network == "sxab" ? Plane::control : Plane::user;
}

bool is_function(Role role)
{
    return !is_pool_member(role);
}

/// Without management, unless that is all there is: then the machine serves on it.
std::span<const std::string_view> served(std::span<const std::string_view> networks)
{
    return networks.size() > 1 ? networks.subspan(1) : networks;
}

/// Where in a site a card stands: packets go from the left to the right.
int order_of(Role role)
{
    return role == Role::user ? 0 : is_function(role) ? 1 : role == Role::registrar ? 2 : 3;
}

class SceneMaker
{
public:
    SceneMaker(const model::Testbed& testbed, const model::Layout& layout, const States& states)
        : testbed_(testbed), states_(states)
    {
        scene_.has_states = !states.empty();
        scene_.name = printable(testbed.name);
        scene_.description = printable(testbed.description);
        scene_.handle = printable(testbed.pool.handle);
        scene_.policy = name_of(testbed.pool.policy);
        add_sites();
        add_networks();
        sort_machines(layout);
        scene_.summary = counted(layout.machines.size(), "machine") + " at " + counted(testbed.sites.size(), "site");
    }

    Scene make()
    {
        add_core();
        add_registrars();
        add_elements();
        add_users();
        add_links();
        finish();
        return std::move(scene_);
    }

private:
    using Machines = std::vector<const model::Machine*>;

    void add_sites()
    {
        for (const model::Site& site : testbed_.sites)
        {
            site_index_.emplace(site.name, scene_.sites.size());
            scene_.sites.push_back({.name = printable(site.name),
                                    .place = printable(place_of(site)),
                                    .distance = distance_of(site.distance),
                                    .about = printable_lines(about(site))});
        }
    }

    void add_networks()
    {
        for (const model::Network& network : testbed_.networks)
        {
            network_index_.emplace(network.name, scene_.networks.size());
            scene_.networks.push_back({.name = printable(network.name),
                                       .cidr = to_string(network.ipv4),
                                       .about = printable_lines(about(network)),
                                       .plane = plane_of(network.name)});
        }
    }

    /// A registrar has its own card, all others the card of their group.
    void sort_machines(const model::Layout& layout)
    {
        for (const model::Machine& machine : layout.machines)
        {
            const std::string& card = machine.role == Role::registrar ? machine.name : machine.group;
            machines_[{machine.role, card}].push_back(&machine);
        }
    }

    const Machines& machines(Role role, const std::string& card) { return machines_[{role, card}]; }

    /// A site or network that the testbed does not know is drawn all the same: the picture then shows the mistake.
    std::size_t site_index(const std::string& name)
    {
        const auto [found, is_new] = site_index_.emplace(name, scene_.sites.size());
        if (is_new)
        {
            scene_.sites.push_back({.name = printable(name)});
        }
        return found->second;
    }

    std::size_t network_index(std::string_view name)
    {
        const auto [found, is_new] = network_index_.emplace(name, scene_.networks.size());
        if (is_new)
        {
            scene_.networks.push_back({.name = printable(name), .plane = plane_of(name)});
        }
        return found->second;
    }

    void add(Group group, const Machines& machines, const std::string& site, std::span<const std::string_view> networks)
    {
        group.health = health_of(machines, states_);
        group.states = printable(states_text(machines, states_));
        group.about = printable_lines(group.about);
        group.site = site_index(site);
        for (const std::string_view name : networks)
        {
            const std::size_t network = network_index(name);
            if (std::ranges::find(group.networks, network) == group.networks.end())
            {
                group.networks.push_back(network);
            }
        }
        if (is_pool_member(group.role) && group.pool_networks.empty())
        {
            group.pool_networks = group.networks;
        }
        scene_.groups.push_back(std::move(group));
    }

    bool has_users_behind_core() const
    {
        return std::ranges::any_of(testbed_.users,
                                   [](const auto& users) { return users.attach == model::Attachment::epc; });
    }

    void add_core()
    {
        if (!testbed_.epc)
        {
            return;
        }
        const model::Epc& epc = *testbed_.epc;
        const auto functions = functions_of(epc.core);
        scene_.core = functions.empty() ? std::string() : printable(core_of(epc));
        for (const Role role : functions)
        {
            const auto networks = networks_of(role);
            const Machines& here = machines(role, std::string(name_of(role)));
            Group group{.role = role, .name = std::string(function_name(role))};
            if (functions.size() > 1)
            {
                scene_.chain.push_back(scene_.groups.size());
            }
            else
            {
                group.detail = printable(access_points_of(epc));
            }
            group.about = fmt::format("{} of the mobile core ({}){}", group.name, scene_.core, about(here));
            if (has_users_behind_core() && std::ranges::find(networks, "sgi") != networks.end())
            {
                group.pool_networks = {network_index("s1u"), network_index("sgi")};
            }
            add(std::move(group), here, epc.site, served(networks));
        }
    }

    void add_registrars()
    {
        for (std::size_t i = 0; i < testbed_.registrars.size(); ++i)
        {
            const model::Registrar& registrar = testbed_.registrars[i];
            const std::string name = fmt::format("{}-{}", model::registrar_group, i + 1);
            const Machines& here = machines(Role::registrar, name);
            add({.role = Role::registrar,
                 .name = name,
                 .detail = "registrar",
                 .about = "registrar of the pool" + about(here)},
                here, registrar.site, std::vector<std::string_view>{registrar.network});
        }
    }

    void add_elements()
    {
        for (const model::ElementGroup& elements : testbed_.elements)
        {
            const Machines& here = machines(Role::element, elements.name);
            Group group{.role = Role::element, .name = printable(elements.name)};
            group.count = static_cast<unsigned>(here.size());
            if (elements.min != elements.max || elements.max != group.count)
            {
                group.range = {elements.min, elements.max};
            }
            group.detail = detail_of(elements, testbed_.pool.policy);
            group.about = fmt::format("pool elements {}: {}{}", elements.name, about(elements, testbed_.pool.policy),
                                      about(here));
            add(std::move(group), here, elements.site, std::vector<std::string_view>{elements.network});
        }
    }

    void add_users()
    {
        const model::Core core = testbed_.epc ? testbed_.epc->core : model::Core::none;
        for (const model::UserGroup& users : testbed_.users)
        {
            const Machines& here = machines(Role::user, users.name);
            Group group{.role = Role::user, .name = printable(users.name)};
            group.count = static_cast<unsigned>(here.size());
            group.detail = detail_of(users);
            group.about = fmt::format("pool users {}, {}{}", users.name, group.detail, about(here));
            if (users.attach == model::Attachment::epc)
            {
                group.behind_core = true;
                group.pool_networks = {network_index("s1u")};
            }
            const auto networks = networks_of(users, core);
            add(std::move(group), here, users.site, served(networks));
        }
    }

    void add_links()
    {
        for (std::size_t i = 0; i < scene_.groups.size(); ++i)
        {
            const Group& group = scene_.groups[i];
            for (const std::size_t network : group.networks)
            {
                scene_.networks[network].groups.push_back(i);
                scene_.networks[network].serves_pool |= is_pool_member(group.role) && !group.behind_core;
            }
        }
        for (std::size_t i = 0; i < scene_.networks.size(); ++i)
        {
            const auto& on = scene_.networks[i].groups;
            if (on.size() == 2 && is_function(scene_.groups[on[0]].role) && is_function(scene_.groups[on[1]].role))
            {
                scene_.links.push_back({.from = on[0], .to = on[1], .network = i});
            }
        }
        std::ranges::sort(scene_.links, {}, [](const Link& link) { return std::pair(link.from, link.to); });
    }

    void finish()
    {
        for (std::size_t i = 0; i < scene_.groups.size(); ++i)
        {
            scene_.sites[scene_.groups[i].site].groups.push_back(i);
        }
        for (SceneSite& site : scene_.sites)
        {
            std::ranges::stable_sort(site.groups, {},
                                     [this](std::size_t i) { return order_of(scene_.groups[i].role); });
        }
        for (std::size_t i = 0; i < scene_.networks.size(); ++i)
        {
            if (scene_.networks[i].name == management_name)
            {
                scene_.management = i;
            }
            else if (scene_.networks[i].groups.empty())
            {
                scene_.unused.push_back(i);
            }
        }
    }

    const model::Testbed& testbed_;
    const States& states_;
    Scene scene_{};
    std::map<std::string, std::size_t, std::less<>> site_index_{};
    std::map<std::string, std::size_t, std::less<>> network_index_{};
    std::map<std::pair<Role, std::string>, Machines> machines_{};
};

} // namespace

bool Scene::has_pool() const
{
    return std::ranges::any_of(groups, [](const Group& group) { return is_pool_member(group.role); });
}

bool Scene::is_link(std::size_t network) const
{
    return std::ranges::find(links, network, &Link::network) != links.end();
}

Scene make_scene(const model::Testbed& testbed, const model::Layout& layout, const States& states)
{
    return SceneMaker(testbed, layout, states).make();
}

std::string_view look_of(Role role)
{
    switch (role)
    {
    case Role::registrar:
        return "registrar";
    case Role::element:
        return "element";
    case Role::user:
        return "user";
    default:
        return "core";
    }
}

std::string_view badge_of(Role role)
{
    switch (role)
    {
    case Role::registrar:
        return "PR";
    case Role::element:
        return "PE";
    case Role::user:
        return "PU";
    default:
        return "EPC";
    }
}

bool is_pool_member(Role role)
{
    return role == Role::registrar || role == Role::element || role == Role::user;
}

std::string count_text(const Group& group)
{
    const bool is_counted = group.role == Role::element || group.role == Role::user;
    return is_counted ? fmt::format("×{}", group.count) : std::string();
}

std::string range_text(const Group& group)
{
    return group.range ? fmt::format("({}…{})", group.range->first, group.range->second) : std::string();
}

std::string title_of(const Group& group)
{
    std::string title = group.name;
    for (const std::string& part : {count_text(group), range_text(group)})
    {
        title += part.empty() ? "" : " " + part;
    }
    return title;
}

std::string detail_with_states(const Group& group)
{
    const bool both = !group.states.empty() && !group.detail.empty();
    return group.states + (both ? " · " : "") + group.detail;
}

std::string subtitle_of(const SceneSite& site)
{
    return site.distance.empty() ? site.place : fmt::format("{} · {}", site.place, site.distance);
}

} // namespace edgepool::drawing
