// SPDX-License-Identifier: Apache-2.0
#include "descriptor/instantiation_ns.h"

#include <algorithm>
#include <utility>

#include "descriptor/package_rules_reading.h"

namespace edgepool::descriptor
{

using doc::Node;

const Node* GivenDescriptor::entry(std::string_view list, std::string_view key, const std::string& value) const
{
    for (const Node& each : descriptor.items(&descriptor.root(), list))
    {
        if (descriptor.text(&each, key) == value)
        {
            return &each;
        }
    }
    return nullptr;
}

std::vector<std::string> GivenDescriptor::names(std::string_view list, std::string_view key) const
{
    std::vector<std::string> names;
    for (const Node& each : descriptor.items(&descriptor.root(), list))
    {
        names.push_back(descriptor.text(&each, key));
    }
    return names;
}

GivenDescriptors::GivenDescriptors(std::span<const Candidate> candidates)
{
    for (const Candidate& candidate : candidates)
    {
        if (candidate.kind == Kind::vnfd || candidate.kind == Kind::nsd)
        {
            if (auto descriptor = read_again(candidate))
            {
                (candidate.kind == Kind::nsd ? nsds_ : vnfds_)
                    .push_back({.candidate = &candidate, .descriptor = std::move(*descriptor)});
            }
        }
    }
}

const GivenDescriptor* GivenDescriptors::vnfd(const std::string& id) const
{
    const auto known = std::ranges::find(vnfds_, id, &GivenDescriptor::id);
    return known != vnfds_.end() ? &*known : nullptr;
}

Ns::Ns(const GivenDescriptor& nsd, const GivenDescriptors& given) : nsd_(nsd), flavour_(first_flavour(nsd.descriptor))
{
    for (const Node& profile : nsd.descriptor.items(flavour_, "vnf-profile"))
    {
        add_member(profile, given);
    }
}

void Ns::add_member(const Node& profile, const GivenDescriptors& given)
{
    const Descriptor& descriptor = nsd_.descriptor;
    NsMember member{.index = descriptor.text(&profile, "id"), .vnfd_id = descriptor.text(&profile, "vnfd-id")};
    member.vnfd = given.vnfd(member.vnfd_id);
    for (const Node& connectivity : descriptor.items(&profile, "virtual-link-connectivity"))
    {
        for (const Node& point : descriptor.items(&connectivity, "constituent-cpd-id"))
        {
            member.link_of.emplace(descriptor.text(&point, "constituent-cpd-id"),
                                   descriptor.text(&connectivity, "virtual-link-profile-id"));
        }
    }
    members_.push_back(std::move(member));
}

const NsMember* Ns::member(std::string_view index) const
{
    const auto known = std::ranges::find(members_, index, &NsMember::index);
    return known != members_.end() ? &*known : nullptr;
}

std::vector<std::string> Ns::indices() const
{
    std::vector<std::string> indices;
    std::ranges::transform(members_, std::back_inserter(indices), &NsMember::index);
    return indices;
}

const Node* Ns::subnet_of(const std::string& link) const
{
    const Node* const found = subnet_in(nsd_.descriptor, flavour_, "virtual-link-desc-id", link);
    return found != nullptr ? found : subnet_in(nsd_.descriptor, flavour_, "id", link);
}

const Node* subnet_in(const Descriptor& descriptor, const Node* flavour, std::string_view key, const std::string& link)
{
    for (const Node& profile : descriptor.items(flavour, "virtual-link-profile"))
    {
        if (descriptor.text(&profile, key) == link)
        {
            return descriptor.get(&profile, {"virtual-link-protocol-data", "l3-protocol-data", "cidr"});
        }
    }
    return nullptr;
}

const Node* first_flavour(const Descriptor& descriptor)
{
    const auto flavours = descriptor.items(&descriptor.root(), "df");
    return flavours.empty() ? nullptr : &flavours.front();
}

} // namespace edgepool::descriptor
