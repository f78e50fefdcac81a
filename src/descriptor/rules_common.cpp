// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <string>

#include "descriptor/vnfd_rules.h"

namespace edgepool::descriptor
{

using doc::Node;

namespace
{

constexpr std::size_t kept_characters = 16; ///< of a link's name in its network's name

} // namespace

/// Facts: C.5. A network is called NS name (16 characters) - link name (16 characters).
void check_link_names(const Judging& judging, std::string_view list, const Rule& rule)
{
    const auto& [descriptor, references, report] = judging;
    std::map<std::string, const Node*> seen;
    for (const Node& link : descriptor.items(&descriptor.root(), list))
    {
        const std::string id = descriptor.text(&link, "id");
        if (id.size() <= kept_characters)
        {
            continue;
        }
        const Node& place = *descriptor.get(&link, "id");
        const auto [first, is_new] = seen.try_emplace(id.substr(0, kept_characters), &place);
        if (!is_new && first->second->text() != place.text())
        {
            report(rule, place, "both links' networks are called '…-" + first->first + "'", "let them differ earlier",
                   {{.text = "the other one", .where = descriptor.range(*first->second)}});
        }
    }
}

/// Facts: C.5. The model's default is not applied.
void check_dhcp(const Judging& judging, const Node& flavour, const Rule& rule)
{
    const auto& [descriptor, references, report] = judging;
    for (const Node& profile : descriptor.items(&flavour, "virtual-link-profile"))
    {
        const Node* const data = descriptor.get(&profile, {"virtual-link-protocol-data", "l3-protocol-data"});
        if (data != nullptr && data->is_mapping() && !data->members().empty() &&
            descriptor.get(data, "dhcp-enabled") == nullptr)
        {
            report(rule, *data, "without 'dhcp-enabled' OSM makes a subnet without DHCP, whatever SOL006's default is",
                   "write 'dhcp-enabled: true', or false to say that you mean it");
        }
    }
}

/// NBI, instance creation: it takes param["value"] of each initial primitive.
void check_parameters(const Judging& judging, const Node& configuration, const Rule& rule)
{
    const auto& [descriptor, references, report] = judging;
    for (const Node& primitive : descriptor.items(&configuration, "initial-config-primitive"))
    {
        for (const Node& parameter : descriptor.items(&primitive, "parameter"))
        {
            if (parameter.is_mapping() && descriptor.get(&parameter, "value") == nullptr)
            {
                report(rule, parameter,
                       "parameter " + quoted(descriptor.text(&parameter, "name")) +
                           " of an initial primitive has no 'value'",
                       "give it one; 'default-value' is for config-primitive");
            }
        }
    }
}

} // namespace edgepool::descriptor
