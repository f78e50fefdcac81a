// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "descriptor/descriptor.h"

namespace edgepool::descriptor
{

/// What a deployment flavour says of each VDU. OSM works with the first flavour, and its first instantiation-level.
class Flavour
{
public:
    /// Of the first one, if there is any.
    explicit Flavour(const Descriptor& descriptor);
    Flavour(const Descriptor& descriptor, const doc::Node& flavour);

    const doc::Node* profile_of(const std::string& vdu) const { return look_up(profiles_, vdu); }
    const doc::Node* level_of(const std::string& vdu) const { return look_up(levels_, vdu); }
    /// The day1-2 entry with that id.
    const doc::Node* configuration_of(const std::string& id) const { return look_up(configurations_, id); }
    /// Whether an aspect scales the VDU.
    bool is_scaled(const std::string& vdu) const { return scaled_.contains(vdu); }
    bool has_profiles() const { return has_profiles_; }

private:
    using ById = std::map<std::string, const doc::Node*>;

    static const doc::Node* look_up(const ById& map, const std::string& id);
    void read(const Descriptor& descriptor, const doc::Node& flavour);

    ById profiles_;
    ById levels_;
    ById configurations_;
    std::set<std::string> scaled_;
    bool has_profiles_ = false;
};

/// The day1-2 entries of a flavour.
std::span<const doc::Node> configurations_of(const Descriptor& descriptor, const doc::Node& flavour);

/// A whole number in the range of what is counted; nothing if it is absent or something else.
std::optional<std::int64_t> count(const Descriptor& descriptor, const doc::Node* object, std::string_view key);

/// Whether one of the configuration's execution environments is a charm.
bool has_charm(const Descriptor& descriptor, const doc::Node& configuration);

} // namespace edgepool::descriptor
