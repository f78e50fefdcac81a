// SPDX-License-Identifier: Apache-2.0
#include "descriptor/nsd_and_vnfds.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/suggest.h"
#include "descriptor/rules.h"
#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

class Check
{
public:
    Check(const Descriptor& nsd, std::span<const Descriptor* const> vnfds, Diagnostics& diagnostics)
        : nsd_(nsd), report_(nsd, diagnostics)
    {
        for (const Descriptor* const vnfd : vnfds)
        {
            vnfds_[vnfd->text(&vnfd->root(), "id")].push_back(vnfd);
        }
    }

    void run()
    {
        note_absent();
        for (const Node& flavour : nsd_.items(&nsd_.root(), "df"))
        {
            for (const Node& profile : nsd_.items(&flavour, "vnf-profile"))
            {
                const auto vnfd = vnfds_.find(nsd_.text(&profile, "vnfd-id"));
                if (profile.is_mapping() && vnfd != vnfds_.end())
                {
                    check_profile(profile, best_of(profile, vnfd->second));
                }
            }
        }
    }

private:
    void note_absent()
    {
        const Node* first = nullptr;
        std::string names;
        for (const Node& id : nsd_.items(&nsd_.root(), "vnfd-id"))
        {
            const std::string name = text_of(id);
            if (!name.empty() && !vnfds_.contains(name))
            {
                first = first == nullptr ? &id : first;
                names += (names.empty() ? "" : ", ") + quoted(name);
            }
        }
        if (first != nullptr)
        {
            report_(rules::vnfd_not_given, *first, "what the NSD says of " + names + " was not checked",
                    "give the VNFDs, too, or onboard them before the NSD");
        }
    }

    /// Of several VNFDs with one id, as they lie in a folder of versions, the first that has all connection points.
    const Descriptor& best_of(const Node& profile, const std::vector<const Descriptor*>& vnfds) const
    {
        const auto fits = [&](const Descriptor* vnfd) {
            const auto points = points_of(*vnfd);
            for (const Node& connectivity : nsd_.items(&profile, "virtual-link-connectivity"))
            {
                for (const Node& point : nsd_.items(&connectivity, "constituent-cpd-id"))
                {
                    if (!points.contains(nsd_.text(&point, "constituent-cpd-id")))
                    {
                        return false;
                    }
                }
            }
            return true;
        };
        const auto best = vnfds.size() == 1 ? vnfds.end() : std::ranges::find_if(vnfds, fits);
        return best == vnfds.end() ? *vnfds.front() : **best;
    }

    static std::map<std::string, const Node*> points_of(const Descriptor& vnfd)
    {
        std::map<std::string, const Node*> points;
        for (const Node& point : vnfd.items(&vnfd.root(), "ext-cpd"))
        {
            points.emplace(vnfd.text(&point, "id"), &point);
        }
        return points;
    }

    void check_profile(const Node& profile, const Descriptor& vnfd)
    {
        check_links(vnfd);
        const auto points = points_of(vnfd);
        std::set<std::string> connected;
        bool all_known = !vnfd.is_spoiled({"ext-cpd"});
        for (const Node& connectivity : nsd_.items(&profile, "virtual-link-connectivity"))
        {
            for (const Node& point : nsd_.items(&connectivity, "constituent-cpd-id"))
            {
                const Node* const id = nsd_.get(&point, "constituent-cpd-id");
                if (id != nullptr && id->is_scalar() && !text_of(*id).empty() && !connected.insert(text_of(*id)).second)
                {
                    continue;
                }
                all_known &= id != nullptr && (vnfd.is_spoiled({"ext-cpd"}) || check_point(*id, points, vnfd));
            }
        }
        if (all_known)
        {
            check_unconnected(profile, vnfd, connected);
        }
        check_flavour(profile, vnfd);
    }

    bool check_point(const Node& id, const std::map<std::string, const Node*>& points, const Descriptor& vnfd)
    {
        const std::string name = text_of(id);
        if (name.empty() || points.contains(name))
        {
            return !name.empty();
        }
        std::vector<std::string_view> candidates;
        candidates.reserve(points.size());
        for (const auto& [known, node] : points)
        {
            candidates.push_back(known);
        }
        std::vector<RelatedPlace> related;
        if (const auto meant = did_you_mean(name, candidates))
        {
            const Node& place = *points.at(std::string(*meant));
            related.push_back({.text = quoted(*meant) + " is here", .where = vnfd.range(*vnfd.get(&place, "id"))});
        }
        report_(rules::unknown_cpd, id,
                "VNFD " + quoted(vnfd.text(&vnfd.root(), "id")) + " has no ext-cpd " + quoted(name),
                candidates.empty() ? "" : suggestion(name, candidates), std::move(related));
        return false;
    }

    /// An interface whose ext-cpd is in no link is left out of the machine.
    void check_unconnected(const Node& profile, const Descriptor& vnfd, const std::set<std::string>& connected)
    {
        std::string names;
        for (const Node& point : vnfd.items(&vnfd.root(), "ext-cpd"))
        {
            const std::string id = vnfd.text(&point, "id");
            if (!id.empty() && vnfd.get(&point, "int-cpd") != nullptr && !connected.contains(id))
            {
                names += (names.empty() ? "" : ", ") + quoted(id);
            }
        }
        if (!names.empty())
        {
            const Node* const id = nsd_.get(&profile, "id");
            report_(rules::unconnected_cpd, id == nullptr ? profile : *id,
                    "the ext-cpd " + names + " of its VNFD is in none of its links: the interface will be missing",
                    "name it as 'constituent-cpd-id' of a virtual-link-connectivity");
        }
    }

    void check_links(const Descriptor& vnfd)
    {
        const auto vdus = vnfd.items(&vnfd.root(), "vdu");
        const bool has_image =
            std::ranges::any_of(vdus, [&](const Node& vdu) { return vnfd.has(&vdu, "sw-image-desc"); });
        if (has_image && nsd_.items(&nsd_.root(), "virtual-link-desc").empty() && !told_links_)
        {
            told_links_ = true;
            report_(rules::nsd_no_links, nsd_.title(),
                    "'virtual-link-desc' is missing, and OSM prepares images and flavours only with it",
                    "add a virtual link, at least for management");
        }
    }

    void check_flavour(const Node& profile, const Descriptor& vnfd)
    {
        const Node* const flavour_id = nsd_.get(&profile, "flavour-id");
        const Node* const level_id = nsd_.get(&profile, "instantiation-level");
        const Node* const flavour =
            flavour_id == nullptr ? nullptr : find(vnfd, &vnfd.root(), "df", text_of(*flavour_id));
        if (flavour_id != nullptr && flavour == nullptr)
        {
            unresolved(*flavour_id, "the id of any df", vnfd);
        }
        else if (level_id != nullptr && flavour != nullptr &&
                 find(vnfd, flavour, "instantiation-level", text_of(*level_id)) == nullptr)
        {
            unresolved(*level_id, "the id of any instantiation-level", vnfd);
        }
    }

    void unresolved(const Node& id, std::string_view what, const Descriptor& vnfd)
    {
        report_(rules::unresolved_reference, id,
                quoted(text_of(id)) + " is not " + std::string(what) + " of VNFD " +
                    quoted(vnfd.text(&vnfd.root(), "id")));
    }

    static const Node* find(const Descriptor& descriptor, const Node* object, std::string_view list,
                            const std::string& id)
    {
        const auto items = descriptor.items(object, list);
        const auto found = std::ranges::find_if(items, [&](const Node& n) { return descriptor.text(&n, "id") == id; });
        return found == items.end() ? nullptr : &*found;
    }

    const Descriptor& nsd_;
    Reporter report_;
    std::map<std::string, std::vector<const Descriptor*>> vnfds_{};
    bool told_links_ = false;
};

} // namespace

void check_nsd_and_vnfds(const Descriptor& nsd, std::span<const Descriptor* const> vnfds, Diagnostics& diagnostics)
{
    Check(nsd, vnfds, diagnostics).run();
}

} // namespace edgepool::descriptor
