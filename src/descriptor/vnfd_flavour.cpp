// SPDX-License-Identifier: Apache-2.0
#include "descriptor/vnfd_flavour.h"

#include <algorithm>

#include "descriptor/scalar.h"

namespace edgepool::descriptor
{

using doc::Node;

Flavour::Flavour(const Descriptor& descriptor)
{
    const auto flavours = descriptor.items(&descriptor.root(), "df");
    if (!flavours.empty())
    {
        read(descriptor, flavours.front());
    }
}

Flavour::Flavour(const Descriptor& descriptor, const Node& flavour)
{
    read(descriptor, flavour);
}

void Flavour::read(const Descriptor& descriptor, const Node& flavour)
{
    has_profiles_ = descriptor.get(&flavour, "vdu-profile") != nullptr;
    for (const Node& profile : descriptor.items(&flavour, "vdu-profile"))
    {
        profiles_.emplace(descriptor.text(&profile, "id"), &profile);
    }
    const auto levels = descriptor.items(&flavour, "instantiation-level");
    for (const Node& level : levels.empty() ? levels : descriptor.items(&levels.front(), "vdu-level"))
    {
        levels_.emplace(descriptor.text(&level, "vdu-id"), &level);
    }
    for (const Node& configuration : configurations_of(descriptor, flavour))
    {
        configurations_.emplace(descriptor.text(&configuration, "id"), &configuration);
    }
    for (const Node& aspect : descriptor.items(&flavour, "scaling-aspect"))
    {
        for (const Node& delta : descriptor.items(descriptor.get(&aspect, "aspect-delta-details"), "deltas"))
        {
            for (const Node& vdu_delta : descriptor.items(&delta, "vdu-delta"))
            {
                scaled_.insert(descriptor.text(&vdu_delta, "id"));
            }
        }
    }
}

const Node* Flavour::look_up(const ById& map, const std::string& id)
{
    const auto found = map.find(id);
    return found == map.end() ? nullptr : found->second;
}

std::span<const Node> configurations_of(const Descriptor& descriptor, const Node& flavour)
{
    return descriptor.items(descriptor.get(&flavour, {"lcm-operations-configuration", "operate-vnf-op-config"}),
                            "day1-2");
}

std::optional<std::int64_t> count(const Descriptor& descriptor, const Node* object, std::string_view key)
{
    const Node* const value = descriptor.get(object, key);
    const std::string text = value == nullptr ? std::string() : text_of(*value);
    if (!is_integer_text(text))
    {
        return {};
    }
    const double number = number_of(text);
    const bool is_countable = number >= 0 && number <= 65535;
    return is_countable ? std::optional(static_cast<std::int64_t>(number)) : std::nullopt;
}

bool has_charm(const Descriptor& descriptor, const Node& configuration)
{
    const auto environments = descriptor.items(&configuration, "execution-environment-list");
    return std::ranges::any_of(environments,
                               [&](const Node& environment) { return descriptor.has(&environment, "juju"); });
}

} // namespace edgepool::descriptor
