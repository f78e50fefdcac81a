// SPDX-License-Identifier: Apache-2.0
#include "run/sites.h"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <future>
#include <iterator>
#include <utility>

namespace edgepool::run
{

void Sites::add(std::string name, Site& site)
{
    sites_.insert_or_assign(std::move(name), &site);
}

std::vector<plan::Resource> Sites::complete(std::vector<plan::Resource> plain) const
{
    std::vector<plan::Resource> completed;
    for (const Site* const site : distinct())
    {
        const auto is_its_own = [&](const plan::Resource& resource) { return &at(resource.id.site) == site; };
        std::vector<plan::Resource> own;
        std::ranges::copy_if(plain, std::back_inserter(own), is_its_own);
        std::ranges::move(site->complete(std::move(own)), std::back_inserter(completed));
    }
    return completed;
}

std::vector<plan::Observed> Sites::observe(const std::stop_token& stop)
{
    std::vector<std::future<std::vector<plan::Observed>>> answers;
    for (Site* const site : distinct())
    {
        answers.push_back(std::async(std::launch::async, [site, &stop] { return site->observe(stop); }));
    }
    std::vector<plan::Observed> found;
    for (auto& answer : answers)
    {
        std::ranges::move(answer.get(), std::back_inserter(found));
    }
    return found;
}

Job Sites::job(const plan::Action& action, plan::TaskKind kind)
{
    return at(action.id().site).job(action, kind);
}

std::optional<Reach> Sites::reach(const plan::Id& machine)
{
    return at(machine.site).reach(machine);
}

Limits Sites::limits() const
{
    Limits limits;
    for (const Site* const site : distinct())
    {
        for (const auto& [phase, limit] : site->limits())
        {
            const auto [known, is_new] = limits.emplace(phase, limit);
            known->second = std::min(known->second, limit);
        }
    }
    return limits;
}

Site& Sites::at(const std::string& name) const
{
    const auto site = sites_.find(name);
    assert(site != sites_.end());
    return *site->second;
}

std::vector<Site*> Sites::distinct() const
{
    std::vector<Site*> sites;
    for (const auto& [name, site] : sites_)
    {
        if (std::ranges::find(sites, site) == sites.end())
        {
            sites.push_back(site);
        }
    }
    return sites;
}

} // namespace edgepool::run
