// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "descriptor/rules.h"
#include "descriptor/scalar.h"
#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

constexpr std::size_t most_related = 8;

void check_root(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    const Node& root = descriptor.root();
    const Node* const id = descriptor.get(&root, "id");
    if (id == nullptr || (id->is_scalar() && id->text().empty()))
    {
        report(rules::nsd_no_id, id == nullptr ? descriptor.title() : descriptor.range(*id), "the NSD has no 'id'",
               "add one");
    }
    if (descriptor.get(&root, "name") == nullptr)
    {
        report(rules::nsd_no_name, descriptor.title(),
               "the NSD has no 'name': OSM takes it, and cannot make an NS of it", "add one; the id will do");
    }
    const Node* const flavours = descriptor.get(&root, "df");
    if (flavours != nullptr && flavours->is_sequence() && flavours->items().empty())
    {
        report(rules::nsd_no_df, *flavours, "'df' is empty", "add a flavour with the VNF profiles");
    }
}

/// Facts: A.4, C.6. The NBI keeps the profiles of the first flavour as they are written, and joins their ids with text.
void check_member_index(const Judging& judging, const Node& profile)
{
    const auto& [descriptor, references, report] = judging;
    const Node* const id = descriptor.get(&profile, "id");
    if (id != nullptr && id->is_scalar() && scalar_of(*id).kind != Scalar::Kind::text)
    {
        report.with_fix(rules::member_index_not_text, *id,
                        std::string(id->text()) + " is not text, and OSM fails when it makes the NS",
                        "\"" + std::string(id->text()) + "\"");
    }
}

/// SOL006 has the profile's own id there. One finding for the whole NSD: who counts there, counts everywhere.
class BaseElements
{
public:
    explicit BaseElements(const Judging& judging) : judging_(judging) {}

    void check(const Node& profile)
    {
        const auto& [descriptor, references, report] = judging_;
        const std::string id = descriptor.text(&profile, "id");
        for (const Node& connectivity : descriptor.items(&profile, "virtual-link-connectivity"))
        {
            for (const Node& point : descriptor.items(&connectivity, "constituent-cpd-id"))
            {
                const Node* const element = descriptor.get(&point, "constituent-base-element-id");
                if (element != nullptr && element->is_scalar() && !id.empty() && text_of(*element) != id)
                {
                    add(*element, id);
                }
            }
        }
    }

    void report() const
    {
        if (first_ != nullptr)
        {
            judging_.report(rules::base_element_id, *first_,
                            quoted(text_of(*first_)) + " stands in the VNF profile " + quoted(profile_) +
                                (others_ == 0 ? "" : ", and so in " + std::to_string(others_) + " more places"),
                            "write the id of the VNF profile around it", related_);
        }
    }

private:
    void add(const Node& element, const std::string& profile)
    {
        if (first_ == nullptr)
        {
            first_ = &element;
            profile_ = profile;
            return;
        }
        ++others_;
        if (related_.size() < most_related)
        {
            related_.push_back(
                {.text = "in the VNF profile " + quoted(profile), .where = judging_.descriptor.range(element)});
        }
    }

    const Judging& judging_;
    const Node* first_ = nullptr;
    std::string profile_{};
    std::size_t others_ = 0;
    std::vector<RelatedPlace> related_{};
};

void check_profiles(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    BaseElements elements{judging};
    bool is_first = true;
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        for (const Node& profile : descriptor.items(&flavour, "vnf-profile"))
        {
            if (!profile.is_mapping())
            {
                continue;
            }
            if (descriptor.get(&profile, "vnfd-id") == nullptr)
            {
                report(rules::profile_without_vnfd, profile,
                       "VNF profile " + quoted(descriptor.text(&profile, "id")) + " has no 'vnfd-id'", "name the VNFD");
            }
            if (is_first)
            {
                check_member_index(judging, profile);
            }
            elements.check(profile);
        }
        check_dhcp(judging, flavour, rules::nsd_dhcp_off);
        is_first = false;
    }
    elements.report();
}

/// Whether anything is said in there that is not the model's default: the NBI's reader drops defaults.
bool says_something(const SchemaNode& schema, const Node& node)
{
    if (node.is_scalar())
    {
        const bool is_true = schema.type == Type::boolean && text_of(node) == "True" && schema.fallback == "true";
        return text_of(node) != schema.fallback && !is_true;
    }
    const auto items = node.items();
    const auto members = node.members();
    return std::ranges::any_of(items, [&](const Node& item) { return says_something(schema, item); }) ||
           std::ranges::any_of(members, [&](const doc::Member& member) {
               const SchemaNode* const child = schema.child(without_prefix(member.key.text()));
               return child == nullptr || says_something(*child, member.value);
           });
}

void check_management_links(const Judging& judging)
{
    const auto& [descriptor, references, report] = judging;
    std::set<std::string> management;
    for (const Node& link : descriptor.items(&descriptor.root(), "virtual-link-desc"))
    {
        const std::string flag = descriptor.text(&link, "mgmt-network");
        if (flag == "True" || flag == "true" || flag == "1" || flag == "1.0")
        {
            management.insert(descriptor.text(&link, "id"));
        }
    }
    const SchemaNode* const schema =
        nsd_schema().root().child("df")->child("virtual-link-profile")->child("virtual-link-protocol-data");
    for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
    {
        for (const Node& profile : descriptor.items(&flavour, "virtual-link-profile"))
        {
            const Node* const data = descriptor.get(&profile, "virtual-link-protocol-data");
            const std::string link = descriptor.text(&profile, "virtual-link-desc-id");
            if (data != nullptr && !link.empty() && management.contains(link) && says_something(*schema, *data))
            {
                report(rules::management_link_profile, *data,
                       quoted(link) + " is a mgmt-network: its subnet is the VIM's",
                       "remove 'virtual-link-protocol-data', or 'mgmt-network' of the link");
            }
        }
    }
}

/// Facts: B.4. What the NBI demands of a forwarding graph beyond names: addresses of matches are those of the VNFs.
class ForwardingGraphs
{
public:
    explicit ForwardingGraphs(const Judging& judging) : judging_(judging)
    {
        const Descriptor& descriptor = judging.descriptor;
        for (const Node& flavour : descriptor.items(&descriptor.root(), "df"))
        {
            for (const Node& profile : descriptor.items(&flavour, "vnf-profile"))
            {
                add_addresses(profile);
            }
        }
    }

    void check()
    {
        const Descriptor& descriptor = judging_.descriptor;
        for (const Node& graph : descriptor.items(&descriptor.root(), "vnffgd"))
        {
            for (const Node& path : descriptor.items(&graph, "nfpd"))
            {
                for (const Node& position : descriptor.items(&path, "position-desc-id"))
                {
                    check_position(position);
                }
            }
        }
    }

private:
    void add_addresses(const Node& profile)
    {
        const Descriptor& descriptor = judging_.descriptor;
        for (const Node& connectivity : descriptor.items(&profile, "virtual-link-connectivity"))
        {
            for (const Node& point : descriptor.items(&connectivity, "constituent-cpd-id"))
            {
                const auto addresses = descriptor.items(&point, "ip-address");
                lacks_address_ |= addresses.empty();
                for (const Node& address : addresses)
                {
                    owner_of_[text_of(address)] = descriptor.text(&profile, "id");
                }
            }
        }
    }

    void report(const Node& where, std::string detail, std::string hint = {}) const
    {
        judging_.report(rules::forwarding_graph, where, std::move(detail), std::move(hint));
    }

    bool is_spoiled() const
    {
        const Descriptor& descriptor = judging_.descriptor;
        return descriptor.is_spoiled(
                   {"df", "vnf-profile", "virtual-link-connectivity", "constituent-cpd-id", "ip-address"}) ||
               descriptor.is_spoiled({"df", "vnf-profile", "id"}) ||
               descriptor.is_spoiled({"vnffgd", "nfpd", "position-desc-id", "match-attributes", "source-ip-address"}) ||
               descriptor.is_spoiled(
                   {"vnffgd", "nfpd", "position-desc-id", "match-attributes", "destination-ip-address"});
    }

    void check_position(const Node& position)
    {
        const Descriptor& descriptor = judging_.descriptor;
        if (!position.is_mapping())
        {
            return;
        }
        if (descriptor.items(&position, "nfp-position-element-id").empty() &&
            !descriptor.has(&position, "nfp-position-element-id"))
        {
            report(position, "it names no 'nfp-position-element-id'", "name one of the graph's nfp-position-element");
        }
        for (const Node& match : descriptor.items(&position, "match-attributes"))
        {
            if (match.is_mapping() && !is_spoiled())
            {
                check_match(match);
            }
        }
    }

    void check_match(const Node& match)
    {
        const Descriptor& descriptor = judging_.descriptor;
        const Node* const from = descriptor.get(&match, "source-ip-address");
        const Node* const to = descriptor.get(&match, "destination-ip-address");
        if (from != nullptr && to != nullptr && text_of(*from) == text_of(*to))
        {
            report(*to, "source and destination are the same address");
        }
        else if (from == nullptr || !owner_of_.contains(text_of(*from)))
        {
            report(from == nullptr ? match : *from, "the source is not an 'ip-address' of any constituent-cpd-id",
                   "give the VNF's connection point this address");
        }
        else if (to == nullptr ? !lacks_address_ : !owner_of_.contains(text_of(*to)))
        {
            report(to == nullptr ? match : *to, "the destination is not an 'ip-address' of any constituent-cpd-id",
                   "give the VNF's connection point this address");
        }
        else if (const Node* const element = descriptor.get(&match, "constituent-base-element-id");
                 element != nullptr && !owner_of_.at(text_of(*from)).empty() &&
                 owner_of_.at(text_of(*from)).find(text_of(*element)) == std::string::npos)
        {
            report(*element, "the source address is that of VNF profile " + quoted(owner_of_.at(text_of(*from))));
        }
    }

    const Judging& judging_;
    std::map<std::string, std::string> owner_of_{}; ///< address -> VNF profile
    bool lacks_address_ = false;                    ///< some connection point has none
};

} // namespace

void check_nsd(const Judging& judging)
{
    check_root(judging);
    check_profiles(judging);
    check_management_links(judging);
    ForwardingGraphs(judging).check();
    check_link_names(judging, "virtual-link-desc", rules::nsd_link_names_clash);
    if (const Node* const configuration = judging.descriptor.get(&judging.descriptor.root(), "ns-configuration"))
    {
        check_parameters(judging, *configuration, rules::nsd_parameter_without_value);
    }
}

} // namespace edgepool::descriptor
