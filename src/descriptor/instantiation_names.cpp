// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/suggest.h"
#include "descriptor/instantiation_rules.h"
#include "descriptor/package_rules_catalogue.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

namespace
{

using doc::Node;
using Texts = std::vector<std::string>;

std::string suggest(std::string_view word, const Texts& names)
{
    const std::vector<std::string_view> views(names.begin(), names.end());
    return suggestion(word, views);
}

bool contains(const Texts& names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

Texts interfaces_of(const Descriptor& vnfd, const Node& vdu)
{
    Texts names;
    for (const Node& point : vnfd.items(&vdu, "int-cpd"))
    {
        for (const Node& interface : vnfd.items(&point, "virtual-network-interface-requirement"))
        {
            names.push_back(vnfd.text(&interface, "name"));
        }
    }
    return names;
}

Texts points_of_link(const GivenDescriptor& vnfd, const std::string& link)
{
    Texts names;
    for (const Node& vdu : vnfd.descriptor.items(&vnfd.descriptor.root(), "vdu"))
    {
        for (const Node& point : vnfd.descriptor.items(&vdu, "int-cpd"))
        {
            if (vnfd.descriptor.text(&point, "int-virtual-link-desc") == link)
            {
                names.push_back(vnfd.descriptor.text(&point, "id"));
            }
        }
    }
    return names;
}

class NameRules
{
public:
    NameRules(const InstantiationForm& form, const Ns& ns) : form_(form), ns_(ns) {}

    void check()
    {
        for (const Node* const item : form_.items(&form_.root(), "additionalParamsForVnf"))
        {
            if (const NsMember* const member = member_of(*item, "member-vnf-index"))
            {
                check_owners(*item, *member, "additionalParamsForVdu", "vdu_id", "vdu", "id");
                check_owners(*item, *member, "additionalParamsForKdu", "kdu_name", "kdu", "name");
            }
        }
        for (const Node* const item : form_.items(&form_.root(), "vnf"))
        {
            if (const NsMember* const member = member_of(*item, "member-vnf-index"); member != nullptr && member->vnfd)
            {
                check_vdus(*item, *member);
                check_internal_links(*item, *member);
            }
        }
        for (const Node* const link : form_.items(&form_.root(), "vld"))
        {
            check_link(*link);
        }
    }

private:
    /// A name that is wrong in several places is one fault.
    bool is_new(const Rule& rule, std::string_view name)
    {
        return told_.insert(std::string(rule.code) + " " + std::string(name)).second;
    }

    const NsMember* member_of(const Node& item, std::string_view key)
    {
        const Node* const index = form_.get(&item, key);
        if (index == nullptr)
        {
            return nullptr;
        }
        const NsMember* const member = ns_.member(text_of(*index));
        if (member == nullptr && is_new(rules::unknown_member, text_of(*index)))
        {
            form_.report(rules::unknown_member, *index,
                         quoted(text_of(*index)) + " is no VNF profile of NSD '" + ns_.nsd().id() + "'",
                         suggest(text_of(*index), ns_.indices()));
        }
        return member;
    }

    /// Parameters of VDUs or KDUs that the VNFD must have.
    void check_owners(const Node& item, const NsMember& member, std::string_view list, std::string_view key,
                      std::string_view vnfd_list, std::string_view vnfd_key)
    {
        for (const Node* const owner : form_.items(&item, list))
        {
            if (member.vnfd != nullptr)
            {
                find_in_vnfd(*member.vnfd, form_.get(owner, key), vnfd_list, vnfd_key);
            }
        }
    }

    const Node* find_in_vnfd(const GivenDescriptor& vnfd, const Node* name, std::string_view list, std::string_view key)
    {
        if (name == nullptr)
        {
            return nullptr;
        }
        const Node* const found = vnfd.entry(list, key, text_of(*name));
        if (found == nullptr)
        {
            form_.report(rules::unknown_parameter_vdu, *name,
                         "VNFD '" + vnfd.id() + "' has no " + std::string(list) + " " + quoted(text_of(*name)),
                         suggest(text_of(*name), vnfd.names(list, key)));
        }
        return found;
    }

    void check_vdus(const Node& item, const NsMember& member)
    {
        for (const Node* const vdu : form_.items(&item, "vdu"))
        {
            const Node* const found = find_in_vnfd(*member.vnfd, form_.get(vdu, "id"), "vdu", "id");
            if (found == nullptr)
            {
                continue;
            }
            const Descriptor& vnfd = member.vnfd->descriptor;
            const std::string whose = "VDU " + quoted(form_.text(vdu, "id"));
            for (const Node* const interface : form_.items(vdu, "interface"))
            {
                expect(rules::unknown_parameter_point, form_.get(interface, "name"), interfaces_of(vnfd, *found),
                       whose + " has no interface ");
            }
            Texts volumes;
            for (const Node& storage : vnfd.items(found, "virtual-storage-desc"))
            {
                volumes.push_back(text_of(storage));
            }
            for (const Node* const volume : form_.items(vdu, "volume"))
            {
                expect(rules::unknown_parameter_volume, form_.get(volume, "name"), volumes,
                       whose + " has no virtual-storage-desc ");
            }
        }
    }

    void expect(const Rule& rule, const Node* name, const Texts& names, const std::string& detail)
    {
        if (name != nullptr && !contains(names, text_of(*name)))
        {
            form_.report(rule, *name, detail + quoted(text_of(*name)), suggest(text_of(*name), names));
        }
    }

    void check_internal_links(const Node& item, const NsMember& member)
    {
        const Texts links = member.vnfd->names("int-virtual-link-desc", "id");
        for (const Node* const link : form_.items(&item, "internal-vld"))
        {
            const Node* const name = form_.get(link, "name");
            expect(rules::unknown_parameter_link, name, links,
                   "VNFD '" + member.vnfd->id() + "' has no int-virtual-link-desc ");
            if (name == nullptr || !contains(links, text_of(*name)))
            {
                continue;
            }
            for (const Node* const point : form_.items(link, "internal-connection-point"))
            {
                expect(rules::unknown_parameter_point, form_.get(point, "id-ref"),
                       points_of_link(*member.vnfd, text_of(*name)),
                       "the link " + quoted(text_of(*name)) + " has no int-cpd ");
            }
        }
    }

    void check_link(const Node& link)
    {
        const Node* const name = form_.get(&link, "name");
        if (name == nullptr)
        {
            return;
        }
        const Texts links = ns_.links();
        const bool is_known = contains(links, text_of(*name));
        expect(rules::unknown_parameter_link, name, links, "NSD '" + ns_.nsd().id() + "' has no virtual-link-desc ");
        for (const Node* const point : form_.items(&link, "vnfd-connection-point-ref"))
        {
            const NsMember* const member = member_of(*point, "member-vnf-index-ref");
            const Node* const reference = form_.get(point, "vnfd-connection-point-ref");
            if (member != nullptr && reference != nullptr)
            {
                check_point(*reference, *member, is_known ? text_of(*name) : "");
            }
        }
    }

    void check_point(const Node& reference, const NsMember& member, const std::string& link)
    {
        const std::string point = text_of(reference);
        if (member.vnfd != nullptr && member.vnfd->entry("ext-cpd", "id", point) == nullptr)
        {
            form_.report(rules::unknown_parameter_point, reference,
                         "VNFD '" + member.vnfd_id + "' of member '" + member.index + "' has no ext-cpd " +
                             quoted(point),
                         suggest(point, member.vnfd->names("ext-cpd", "id")));
            return;
        }
        const auto connected = member.link_of.find(point);
        if (connected == member.link_of.end())
        {
            Texts points;
            for (const auto& [each, its_link] : member.link_of)
            {
                points.push_back(each);
            }
            form_.report(member.vnfd != nullptr ? rules::not_connected : rules::unknown_parameter_point, reference,
                         "NSD '" + ns_.nsd().id() + "' connects no " + quoted(point) + " of member '" + member.index +
                             "'",
                         suggest(point, points));
        }
        else if (!link.empty() && connected->second != link)
        {
            form_.report(rules::not_connected, reference,
                         quoted(point) + " of member '" + member.index + "' is on link '" + connected->second +
                             "', not on '" + link + "'",
                         "move it to the entry of '" + connected->second + "'");
        }
    }

    const InstantiationForm& form_;
    const Ns& ns_;
    std::set<std::string> told_;
};

} // namespace

void check_exclusive(const InstantiationForm& form)
{
    for (const Node* const vnf : form.items(&form.root(), "vnf"))
    {
        for (const Node* const vdu : form.items(vnf, "vdu"))
        {
            const Node* const id = form.get(vdu, "vim-flavor-id");
            if (id != nullptr && form.get(vdu, "vim-flavor-name") != nullptr)
            {
                form.report(rules::exclusive_parameters, form.where_key(*vdu, "vim-flavor-name"),
                            "'vim-flavor-name' and 'vim-flavor-id' both say which flavor", "leave one",
                            {{.text = "the other one", .where = form.where_key(*vdu, "vim-flavor-id")}});
            }
        }
    }
}

void check_instantiation_names(const InstantiationForm& form, const Ns& ns)
{
    NameRules(form, ns).check();
}

} // namespace edgepool::descriptor
