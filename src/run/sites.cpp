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

void Sites::add(Site& site)
{
    if (std::ranges::find(sites_, &site) == sites_.end())
    {
        sites_.push_back(&site);
    }
}

void Sites::add(std::string name, Site& site)
{
    add(site);
    names_.insert_or_assign(std::move(name), &site);
}

std::vector<plan::Resource> Sites::complete(std::vector<plan::Resource> plain) const
{
    std::vector<plan::Resource> completed;
    for (const Site* const site : sites_)
    {
        const auto is_its_own = [&](const plan::Resource& resource) { return &named(resource.id.site) == site; };
        std::vector<plan::Resource> own;
        std::ranges::copy_if(plain, std::back_inserter(own), is_its_own);
        std::ranges::move(site->complete(std::move(own)), std::back_inserter(completed));
    }
    return completed;
}

std::vector<plan::Observed> Sites::observe(const std::stop_token& stop)
{
    std::vector<std::future<std::vector<plan::Observed>>> answers;
    answers.reserve(sites_.size());
    for (Site* const site : sites_)
    {
        answers.push_back(std::async(std::launch::async, [site, &stop] { return site->observe(stop); }));
    }
    std::vector<plan::Observed> all;
    seen_.clear();
    for (std::size_t i = 0; i < answers.size(); ++i)
    {
        for (plan::Observed& observed : answers[i].get())
        {
            seen_.emplace(Thing(observed.id, observed.handle), sites_[i]);
            all.push_back(std::move(observed));
        }
    }
    return all;
}

Job Sites::job(const plan::Action& action, plan::TaskKind kind)
{
    if (kind == plan::TaskKind::create)
    {
        return named(action.id().site).job(action, kind);
    }
    const auto seen = seen_.find(Thing(action.found->id, action.found->handle));
    Site& site = seen != seen_.end() ? *seen->second : named(action.id().site);
    return site.job(action, kind);
}

std::optional<Reach> Sites::reach(const plan::Id& machine)
{
    return named(machine.site).reach(machine);
}

std::string Sites::recall(const plan::Id& machine, const std::stop_token& stop)
{
    return named(machine.site).recall(machine, stop);
}

std::vector<Memory> Sites::recall_all(std::span<const plan::Id> machines, const std::stop_token& stop)
{
    std::map<Site*, std::vector<std::size_t>> places;
    for (std::size_t i = 0; i < machines.size(); ++i)
    {
        places[&named(machines[i].site)].push_back(i);
    }
    std::vector<Memory> memories(machines.size());
    for (const auto& [site, own] : places)
    {
        std::vector<plan::Id> asked;
        std::ranges::transform(own, std::back_inserter(asked), [&](std::size_t place) { return machines[place]; });
        std::vector<Memory> told = site->recall_all(asked, stop);
        for (std::size_t i = 0; i < own.size(); ++i)
        {
            memories[own[i]] = std::move(told[i]);
        }
    }
    return memories;
}

void Sites::remember(const plan::Id& machine, const std::string& text)
{
    named(machine.site).remember(machine, text);
}

bool Sites::hear_first_work(const plan::Id& machine, const OnWords& on_line, std::chrono::seconds within,
                            const std::stop_token& stop)
{
    return named(machine.site).hear_first_work(machine, on_line, within, stop);
}

std::set<unsigned> Sites::gaps(const Group& group, const std::stop_token& stop)
{
    return named(group.site).gaps(group, stop);
}

void Sites::leave_gaps(const Group& group, const std::set<unsigned>& numbers)
{
    named(group.site).leave_gaps(group, numbers);
}

Limits Sites::limits() const
{
    Limits limits;
    for (const Site* const site : sites_)
    {
        for (const auto& [phase, limit] : site->limits())
        {
            const auto [known, is_new] = limits.emplace(phase, limit);
            known->second = std::min(known->second, limit);
        }
    }
    return limits;
}

Site& Sites::named(const std::string& name) const
{
    const auto site = names_.find(name);
    assert(site != names_.end());
    return *site->second;
}

} // namespace edgepool::run
