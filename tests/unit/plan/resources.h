// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "plan/plan.h"
#include "plan/resource.h"

/// Small worlds for the tests of planning.
namespace edgepool::plan::sample
{

inline Id network_id(std::string name)
{
    return {.kind = std::string(network_kind), .name = std::move(name), .site = "lab"};
}

inline Id machine_id(std::string name, std::string site = "lab")
{
    return {.kind = std::string(machine_kind), .name = std::move(name), .site = std::move(site)};
}

inline Resource network(std::string name, std::string mtu = "1500")
{
    return {.id = network_id(std::move(name)), .properties = {{"mtu", std::move(mtu)}}};
}

inline Resource machine(std::string name, std::string memory = "256MiB")
{
    const std::string group = name.substr(0, name.rfind('-'));
    return {.id = machine_id(std::move(name)),
            .properties = {{"cpus", "1"}, {"memory", std::move(memory)}},
            .needs = {{.on = network_id("mgmt")}},
            .group = group};
}

/// As a site finds what it has just made.
inline Observed made(const Resource& resource)
{
    Observed observed{.id = resource.id,
                      .properties = resource.properties,
                      .fingerprint = fingerprint(resource),
                      .claims = resource.claims};
    for (const Dependency& dependency : resource.needs)
    {
        observed.needs.push_back(dependency.on);
    }
    return observed;
}

inline std::vector<Observed> made(const std::vector<Resource>& resources)
{
    std::vector<Observed> found;
    found.reserve(resources.size());
    for (const Resource& resource : resources)
    {
        found.push_back(made(resource));
    }
    return found;
}

/// One line per action.
inline std::vector<std::string> lines(const Plan& plan)
{
    std::vector<std::string> texts;
    texts.reserve(plan.actions.size());
    for (const Action& action : plan.actions)
    {
        texts.push_back(to_string(action));
    }
    return texts;
}

} // namespace edgepool::plan::sample
