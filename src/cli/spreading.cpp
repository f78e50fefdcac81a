// SPDX-License-Identifier: Apache-2.0
#include "cli/spreading.h"

#include <limits>
#include <optional>

#include "model/pool.h"
#include "selection/spread.h"

namespace edgepool::cli
{

namespace
{

/// Of a pool's elements, in the order of the file, the group that each is in.
struct Elements
{
    std::vector<selection::Element> elements{};
    std::vector<std::size_t> groups{};
};

unsigned most_sessions(const model::ElementGroup& group)
{
    constexpr unsigned any_number = std::numeric_limits<unsigned>::max();
    const auto usual = model::usual_sessions(group.service, group.machine.cpus);
    return group.sessions ? *group.sessions : usual.value_or(any_number);
}

Elements elements_of(const model::Testbed& testbed)
{
    Elements all;
    for (std::size_t group = 0; group < testbed.elements.size(); ++group)
    {
        const model::ElementGroup& its = testbed.elements[group];
        const selection::Element element{
            .parameters = its.parameters, .room = most_sessions(its), .tells_load = model::reports_load(its.service)};
        all.elements.insert(all.elements.end(), its.initial, element);
        all.groups.insert(all.groups.end(), its.initial, group);
    }
    return all;
}

} // namespace

unsigned room_of(const model::Testbed& testbed)
{
    constexpr unsigned of_unlimited = 4;
    unsigned room = 0;
    for (const model::ElementGroup& group : testbed.elements)
    {
        const unsigned most = most_sessions(group);
        room += group.initial * (most == std::numeric_limits<unsigned>::max() ? of_unlimited : most);
    }
    return room;
}

Spread foresee_spread(const model::Testbed& testbed, unsigned sessions, unsigned at_once)
{
    const Elements all = elements_of(testbed);
    Spread spread;
    for (const model::ElementGroup& group : testbed.elements)
    {
        spread.groups.push_back(group.name);
    }
    for (const selection::Standing& standing :
         selection::foresee(testbed.pool.policy, all.elements, {.sessions = sessions, .at_once = at_once}))
    {
        SpreadStep step{.sessions = std::vector<double>(spread.groups.size(), 0),
                        .refusals = standing.refusals,
                        .waiting = standing.waiting};
        for (std::size_t i = 0; i < standing.sessions.size(); ++i)
        {
            step.sessions[all.groups[i]] += standing.sessions[i];
        }
        spread.foreseen.push_back(std::move(step));
    }
    return spread;
}

} // namespace edgepool::cli
