// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "base/suggest.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

using Point = std::pair<std::string, std::string>; ///< VDU and int-cpd

constexpr std::string_view interfaces_key = "virtual-network-interface-requirement";

/// The things of a VNFD that connection points lead to, by their names.
struct Index
{
    explicit Index(const Descriptor& descriptor)
    {
        for (const Node& vdu : descriptor.items(&descriptor.root(), "vdu"))
        {
            const std::string id = descriptor.text(&vdu, "id");
            vdus.emplace(id, &vdu);
            for (const Node& cpd : descriptor.items(&vdu, "int-cpd"))
            {
                cpds.emplace(Point{id, descriptor.text(&cpd, "id")}, &cpd);
            }
        }
    }

    const Node* vdu(const std::string& id) const { return look_up(vdus, id); }
    const Node* cpd(const Point& point) const { return look_up(cpds, point); }

    template <typename Map>
    static const Node* look_up(const Map& map, const typename Map::key_type& key)
    {
        const auto found = map.find(key);
        return found == map.end() ? nullptr : found->second;
    }

    std::map<std::string, const Node*> vdus{};
    std::map<Point, const Node*> cpds{};
};

const Node* find_by_id(const Descriptor& descriptor, std::string_view list, const std::string& id)
{
    const auto items = descriptor.items(&descriptor.root(), list);
    const auto found = std::ranges::find_if(items, [&](const Node& n) { return descriptor.text(&n, "id") == id; });
    return found == items.end() ? nullptr : &*found;
}

Point point_of(const Descriptor& descriptor, const Node& ext_cpd)
{
    const Node* const internal = descriptor.get(&ext_cpd, "int-cpd");
    return {descriptor.text(internal, "vdu-id"), descriptor.text(internal, "cpd")};
}

std::string hint_of_points(const Descriptor& descriptor)
{
    std::string ids;
    for (const Node& cpd : descriptor.items(&descriptor.root(), "ext-cpd"))
    {
        ids += (ids.empty() ? "" : ", ") + descriptor.text(&cpd, "id");
    }
    return ids.empty() ? "add an ext-cpd, and 'mgmt-cp:' with its id" : "add 'mgmt-cp:' with the id of one of: " + ids;
}

/// NS create marks the interfaces of the mgmt-cp's int-cpd; where that is nothing, no machine has the VNF's address.
void check_management(const Judging& judging, const Index& index)
{
    const auto& [descriptor, references, report] = judging;
    const Node* const name = descriptor.get(&descriptor.root(), "mgmt-cp");
    const bool has_vdus = !descriptor.items(&descriptor.root(), "vdu").empty();
    const bool is_blank = name == nullptr || (name->is_scalar() && name->text().empty());
    if (!has_vdus || is_blank)
    {
        if (has_vdus && is_blank)
        {
            report(rules::no_management_point, name == nullptr ? descriptor.title() : descriptor.range(*name),
                   "'mgmt-cp' is missing: OSM does not know at which address to manage the VNF",
                   hint_of_points(descriptor));
        }
        return;
    }
    const Node* const point = find_by_id(descriptor, "ext-cpd", text_of(*name));
    if (point == nullptr)
    {
        return; // the model's reference says so
    }
    const Node* const internal = descriptor.get(point, "int-cpd");
    const Node* const cpd = index.cpd(point_of(descriptor, *point));
    if (internal == nullptr || (cpd != nullptr && descriptor.items(cpd, interfaces_key).empty()))
    {
        report(rules::unreachable_management, *name,
               internal == nullptr ? "its ext-cpd leads to no int-cpd of a VDU"
                                   : "the int-cpd that it leads to has no interface",
               "let it lead to the interface that manages the VNF",
               {{.text = "the ext-cpd", .where = descriptor.range(*point)}});
    }
}

struct Connections
{
    std::set<Point> points{};
    bool complete = true; ///< no ext-cpd leads astray
};

Connections connections_of(const Descriptor& descriptor, const Index& index)
{
    Connections connections;
    connections.complete = !descriptor.is_spoiled({"ext-cpd", "int-cpd", "cpd"}) &&
                           !descriptor.is_spoiled({"ext-cpd", "int-cpd", "vdu-id"});
    for (const Node& ext_cpd : descriptor.items(&descriptor.root(), "ext-cpd"))
    {
        if (descriptor.get(&ext_cpd, "int-cpd") != nullptr)
        {
            const Point point = point_of(descriptor, ext_cpd);
            connections.complete &= index.cpd(point) != nullptr;
            connections.points.insert(point);
        }
    }
    return connections;
}

void check_external_points(const Judging& judging, const Index& index)
{
    const auto& [descriptor, references, report] = judging;
    for (const Node& ext_cpd : descriptor.items(&descriptor.root(), "ext-cpd"))
    {
        const Node* const internal = descriptor.get(&ext_cpd, "int-cpd");
        if (internal == nullptr || !internal->is_mapping() || internal->members().empty())
        {
            continue;
        }
        const Node* const cpd = descriptor.get(internal, "cpd");
        const Node* const vdu_id = descriptor.get(internal, "vdu-id");
        if (cpd == nullptr || vdu_id == nullptr)
        {
            report(rules::unknown_internal_cpd, *internal,
                   "it has no '" + std::string(vdu_id == nullptr ? "vdu-id" : "cpd") + "'",
                   "name a VDU and an int-cpd of it");
            continue;
        }
        const Node* const vdu = index.vdu(text_of(*vdu_id));
        if (vdu != nullptr && cpd->is_scalar())
        {
            constexpr std::array<std::string_view, 2> path{"int-cpd", "id"};
            references.expect(*cpd, references.names(*vdu, *vnfd_schema().root().child("vdu"), path),
                              rules::unknown_internal_cpd,
                              "VDU " + quoted(text_of(*vdu_id)) + " has no int-cpd " + quoted(text_of(*cpd)));
        }
    }
}

void check_connected(const Judging& judging, const Node& vdu, const Connections& connections)
{
    const auto& [descriptor, references, report] = judging;
    const Node* first_bare = nullptr;
    std::string bare;
    for (const Node& cpd : descriptor.items(&vdu, "int-cpd"))
    {
        const Node* const place = descriptor.get(&cpd, "id");
        if (place == nullptr || !place->is_scalar())
        {
            continue;
        }
        const std::string id = text_of(*place);
        if (descriptor.get(&cpd, interfaces_key) == nullptr)
        {
            first_bare = first_bare == nullptr ? place : first_bare;
            bare += (bare.empty() ? "" : ", ") + quoted(id);
        }
        else if (connections.complete && descriptor.get(&cpd, "int-virtual-link-desc") == nullptr &&
                 !connections.points.contains({descriptor.text(&vdu, "id"), id}))
        {
            report(rules::unconnected_interface, *place,
                   "int-cpd " + quoted(id) + " is in no internal link and no ext-cpd leads to it",
                   "add an ext-cpd for it, or 'int-virtual-link-desc'");
        }
    }
    if (first_bare != nullptr)
    {
        report(rules::unconnected_interface, *first_bare,
               "OSM makes no interface for int-cpd " + bare + ": '" + std::string(interfaces_key) + "' is missing",
               "describe the interface, with at least its name");
    }
}

/// All interfaces of a VDU, in the order in which they are written.
std::vector<const Node*> interfaces_of(const Descriptor& descriptor, const Node& vdu)
{
    std::vector<const Node*> interfaces;
    for (const Node& cpd : descriptor.items(&vdu, "int-cpd"))
    {
        for (const Node& interface : descriptor.items(&cpd, interfaces_key))
        {
            if (!descriptor.is_duplicate(interface) && !descriptor.is_duplicate(cpd))
            {
                interfaces.push_back(&interface);
            }
        }
    }
    return interfaces;
}

void check_once(const Judging& judging, const std::vector<const Node*>& interfaces, std::string_view key,
                const Rule& rule)
{
    const auto& [descriptor, references, report] = judging;
    std::map<std::string, const Node*> seen;
    for (const Node* const interface : interfaces)
    {
        const Node* const value = descriptor.get(interface, key);
        if (value == nullptr || !value->is_scalar())
        {
            continue;
        }
        const auto [first, is_new] = seen.try_emplace(text_of(*value), value);
        if (!is_new && value != first->second)
        {
            report(rule, *value, std::string(key) + " " + first->first + " is that of two interfaces", {},
                   {{.text = "the other one", .where = descriptor.range(*first->second)}});
        }
    }
}

void check_positions(const Judging& judging, const std::vector<const Node*>& interfaces)
{
    const auto& [descriptor, references, report] = judging;
    const auto lacks = [&](const Node* i) {
        return i->is_mapping() && judging.descriptor.get(i, "position") == nullptr;
    };
    const auto first = std::ranges::find_if(interfaces, lacks);
    const bool some_have =
        std::count_if(interfaces.begin(), interfaces.end(), lacks) != static_cast<std::ptrdiff_t>(interfaces.size());
    if (first != interfaces.end() && some_have)
    {
        report(rules::interface_position, **first,
               "interface " + quoted(descriptor.text(*first, "name")) + " has no 'position', others of the VDU have",
               "give all of them a position, or none");
    }
    check_once(judging, interfaces, "position", rules::interface_position);
}

/// Names are compared over the whole VDU; twice in one int-cpd is the model's business.
void check_names(const Judging& judging, const Node& vdu)
{
    const auto& [descriptor, references, report] = judging;
    std::map<std::string, std::pair<const Node*, const Node*>> seen; // name -> int-cpd, value
    for (const Node& cpd : descriptor.items(&vdu, "int-cpd"))
    {
        for (const Node& interface : descriptor.items(&cpd, interfaces_key))
        {
            const std::string name = descriptor.text(&interface, "name");
            const Node* const value = descriptor.get(&interface, "name");
            const auto [first, is_new] = seen.try_emplace(name, &cpd, value);
            if (!name.empty() && !is_new && first->second.first != &cpd && !descriptor.is_duplicate(cpd))
            {
                report(rules::interface_name, *value, "two interfaces of the VDU are called " + quoted(name),
                       "instantiation parameters name interfaces: call them differently",
                       {{.text = "the other one", .where = descriptor.range(*first->second.second)}});
            }
        }
    }
}

} // namespace

void check_interfaces(const Judging& judging)
{
    const Descriptor& descriptor = judging.descriptor;
    const Index index{descriptor};
    check_management(judging, index);
    check_external_points(judging, index);
    const Connections connections = connections_of(descriptor, index);
    for (const Node& vdu : descriptor.items(&descriptor.root(), "vdu"))
    {
        if (!vdu.is_mapping() || descriptor.has(&vdu, "pdu-type") || descriptor.is_duplicate(vdu))
        {
            continue;
        }
        check_connected(judging, vdu, connections);
        check_positions(judging, interfaces_of(descriptor, vdu));
        check_names(judging, vdu);
    }
}

void check_links(const Judging& judging)
{
    const Descriptor& descriptor = judging.descriptor;
    check_link_names(judging, "int-virtual-link-desc", rules::link_names_clash);
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        check_dhcp(judging, flavour, rules::dhcp_off);
    }
}

} // namespace edgepool::descriptor
