// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plan/resource.h"

namespace edgepool::local
{

/// What a resource was made as. It lies beside the resource, and says nothing about whether that is there: the
/// processes do. One text line per fact.
std::string to_record(const plan::Resource& resource);
std::optional<plan::Resource> parse_record(std::string_view text);

/// The records of a testbed, in its folder. A resource has its record before anything else of it, and loses it last:
/// whoever is killed in between leaves something that can be found.
class Records
{
public:
    explicit Records(std::string folder) : folder_(std::move(folder)) {}

    void write(const plan::Resource& resource) const;
    void remove(const plan::Id& id) const;
    /// In the order of kind, name and site. A record that cannot be understood is left out.
    std::vector<plan::Resource> all() const;

private:
    std::string path_of(const plan::Id& id) const;

    std::string folder_;
};

} // namespace edgepool::local
