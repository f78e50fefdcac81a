// SPDX-License-Identifier: Apache-2.0
#include "plan/plan.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include <fmt/format.h>

namespace edgepool::plan
{

namespace
{

constexpr std::array verbs{Verb::create, Verb::keep, Verb::replace, Verb::remove};

/// For sorting: "mec-2" goes before "mec-10".
std::pair<std::string_view, std::size_t> stem_and_digits(std::string_view name)
{
    const std::size_t stem = name.find_last_not_of("0123456789") + 1; // npos + 1 is 0
    return {name.substr(0, stem), name.size() - stem};
}

auto sort_key(const Observed& observed)
{
    const auto [stem, digits] = stem_and_digits(observed.id.name);
    return std::tuple(std::string_view(observed.id.kind), std::string_view(observed.id.site), stem, digits,
                      std::string_view(observed.id.name), std::string_view(observed.handle));
}

std::string because_of(const Observed& found, std::string_view fallback)
{
    return found.note.empty() ? std::string(fallback) : found.note;
}

/// What is done with one resource that is there, as far as that can be said from it alone.
Action judged(const Resource& wanted, const Observed& found)
{
    Action action{.wanted = wanted, .found = found};
    if (found.origin == Origin::given)
    {
        action.why = because_of(found, "somebody else made it");
        return action;
    }
    const std::string difference = plan::difference(wanted, found);
    if (!difference.empty())
    {
        action.verb = Verb::replace;
        action.why = difference;
        return action;
    }
    switch (found.state)
    {
    case State::whole:
        action.why = "it is as it should be";
        break;
    case State::unfinished:
        action.verb = Verb::create;
        action.why = "half-made: " + because_of(found, "making it was interrupted");
        break;
    case State::broken:
        action.verb = Verb::replace;
        action.why = because_of(found, "it is broken");
        break;
    case State::silent:
        action.verb = Verb::create;
        action.why = because_of(found, "it does not answer");
        break;
    }
    return action;
}

/// What to do with what is there, in the order in which one would like to keep it.
int loss(Verb verb)
{
    return verb == Verb::keep ? 0 : verb == Verb::create ? 1 : 2;
}

class Planner
{
public:
    Planner(std::span<const Resource> wanted, std::span<const Observed> found) : wanted_(wanted)
    {
        for (const Observed& observed : found)
        {
            left_.emplace(observed.id, &observed);
        }
        for (const Resource& resource : wanted)
        {
            [[maybe_unused]] const bool is_new = places_.emplace(resource.id, places_.size()).second;
            assert(is_new);
            groups_.insert(resource.group);
            sites_.emplace(std::pair(std::string_view(resource.id.kind), std::string_view(resource.id.name)),
                           resource.id.site);
        }
    }

    Plan plan()
    {
        Plan plan;
        for (const Resource& resource : wanted_)
        {
            plan.actions.push_back(action_for(resource));
        }
        replace_what_shares_a_life(plan);
        add_removals(plan);
        return plan;
    }

private:
    /// Of several with the same id, the best one is kept; the others stay in `left_` and are removed.
    Action action_for(const Resource& resource)
    {
        const auto [begin, end] = left_.equal_range(resource.id);
        if (begin == end)
        {
            return {.verb = Verb::create, .why = "does not exist", .wanted = resource};
        }
        auto best = begin;
        Action action = judged(resource, *best->second);
        for (auto other = std::next(begin); other != end; ++other)
        {
            Action candidate = judged(resource, *other->second);
            if (std::pair(loss(candidate.verb), sort_key(*other->second)) <
                std::pair(loss(action.verb), sort_key(*best->second)))
            {
                best = other;
                action = std::move(candidate);
            }
        }
        left_.erase(best);
        return action;
    }

    /// Until nothing changes any more: a replacement may bring the next one with it.
    void replace_what_shares_a_life(Plan& plan) const
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (Action& action : plan.actions)
            {
                const bool may_stay = action.found && action.verb != Verb::replace;
                const Dependency* const lost = may_stay ? replaced_life(plan, action.wanted->needs) : nullptr;
                if (lost != nullptr)
                {
                    action.verb = Verb::replace;
                    action.why = fmt::format("it cannot outlive {}, which is replaced", to_string(lost->on));
                    changed = true;
                }
            }
        }
    }

    const Dependency* replaced_life(const Plan& plan, std::span<const Dependency> needs) const
    {
        for (const Dependency& dependency : needs)
        {
            const auto place = places_.find(dependency.on);
            if (dependency.need == Need::same_life && place != places_.end() &&
                plan.actions[place->second].verb == Verb::replace)
            {
                return &dependency;
            }
        }
        return nullptr;
    }

    void add_removals(Plan& plan) const
    {
        std::vector<const Observed*> removed;
        for (const auto& [id, observed] : left_)
        {
            if (observed->origin != Origin::given)
            {
                removed.push_back(observed);
            }
        }
        std::ranges::sort(removed, {}, [](const Observed* observed) { return sort_key(*observed); });
        for (const Observed* observed : removed)
        {
            plan.actions.push_back({.verb = Verb::remove, .why = why_unwanted(*observed), .found = *observed});
        }
    }

    std::string why_unwanted(const Observed& found) const
    {
        if (places_.contains(found.id))
        {
            return "it exists twice";
        }
        const auto site = sites_.find(std::pair(std::string_view(found.id.kind), std::string_view(found.id.name)));
        if (site != sites_.end())
        {
            return fmt::format("it belongs to '{}'", site->second);
        }
        const std::string_view name = found.id.name;
        const std::string_view group = name.substr(0, name.rfind('-'));
        return !group.empty() && groups_.contains(group) ? fmt::format("'{}' is to have fewer machines", group)
                                                         : "not in the testbed file any more";
    }

    std::span<const Resource> wanted_;
    std::multimap<Id, const Observed*> left_;
    std::map<Id, std::size_t> places_;
    std::set<std::string_view> groups_;
    std::map<std::pair<std::string_view, std::string_view>, std::string_view> sites_;
};

} // namespace

std::string_view to_string(Verb verb)
{
    switch (verb)
    {
    case Verb::create:
        return "create";
    case Verb::keep:
        return "keep";
    case Verb::replace:
        return "replace";
    case Verb::remove:
        return "remove";
    }
    return {};
}

std::string to_string(const Action& action)
{
    return fmt::format("{} {}: {}", to_string(action.verb), to_string(action.id()), action.why);
}

std::size_t Plan::count(Verb verb) const
{
    return static_cast<std::size_t>(std::ranges::count(actions, verb, &Action::verb));
}

std::string summary(const Plan& plan)
{
    std::vector<std::string> parts;
    for (const Verb verb : verbs)
    {
        if (plan.count(verb) > 0)
        {
            parts.push_back(fmt::format("{} to {}", plan.count(verb), to_string(verb)));
        }
    }
    return parts.empty() ? "nothing to do" : fmt::format("{}", fmt::join(parts, ", "));
}

Plan plan_for(std::span<const Resource> wanted, std::span<const Observed> found)
{
    return Planner(wanted, found).plan();
}

Plan plan_removal(std::span<const Observed> found)
{
    Plan plan = plan_for({}, found);
    for (Action& action : plan.actions)
    {
        action.why = "the testbed is taken down";
    }
    return plan;
}

} // namespace edgepool::plan
