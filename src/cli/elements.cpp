// SPDX-License-Identifier: Apache-2.0
#include "cli/elements.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <ostream>

#include "base/error.h"
#include "base/rule.h"
#include "cli/carrying_out.h"
#include "cli/machines.h"
#include "cli/remote.h"
#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule not_up{"testbed.not-up", "nothing of the testbed is there"};
constexpr std::chrono::seconds time_to_look{30};
constexpr std::size_t most_at_once = 64;

std::optional<std::size_t> number_in(std::string_view text)
{
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    return fault == std::errc() ? std::optional(number) : std::nullopt;
}

} // namespace

Elements::Elements(const model::Testbed& testbed, TestbedSites& sites, const Interrupt& interrupt)
    : testbed_(testbed), sites_(sites), interrupt_(interrupt), found_(sites.site().observe(interrupt.token()))
{
    if (found_.empty() && !interrupt.came())
    {
        throw Error(edgepool::found(not_up, {}, "'" + testbed.name + "'", "run 'edgepool up' first"));
    }
}

const model::ElementGroup& Elements::group(std::string_view name) const
{
    return *std::ranges::find(testbed_.elements, name, &model::ElementGroup::name);
}

std::vector<Candidate> Elements::candidates(const std::string& group, const plan::Numbers& numbers) const
{
    std::vector<NamedReach> machines;
    std::vector<Candidate> all;
    for (const unsigned number : numbers)
    {
        const plan::Id id{
            .kind = std::string(plan::machine_kind), .name = element_name(group, number), .site = place_of(group).site};
        machines.push_back({.name = id.name, .reach = sites_.site().reach(id)});
        all.push_back({.number = number});
    }
    const auto results = run_on_each(machines, roles::sessions_command(),
                                     {.timeout = time_to_look, .stop = interrupt_.token(), .at_once = most_at_once});
    for (std::size_t i = 0; i < results.size(); ++i)
    {
        all[i].sessions = results[i].well() ? number_in(results[i].out) : std::nullopt;
    }
    return all;
}

void Elements::leave_gaps_meanwhile(const std::string& group, const plan::Numbers& after) const
{
    plan::Numbers gaps = sites_.site().gaps(place_of(group), interrupt_.token());
    const model::ElementGroup& changed = this->group(group);
    for (unsigned number = 1; number <= std::max(changed.max, changed.initial); ++number)
    {
        if (!after.contains(number))
        {
            gaps.insert(number);
        }
    }
    sites_.site().leave_gaps(place_of(group), gaps);
}

void Elements::leave_gaps(const std::string& group, const plan::Numbers& after) const
{
    sites_.site().leave_gaps(place_of(group), plan::gaps_of(after));
}

run::Group Elements::place_of(const std::string& name) const
{
    return {.name = name, .site = group(name).site};
}

std::string element_name(const std::string& group, unsigned number)
{
    return group + "-" + std::to_string(number);
}

plan::Plan only_of(plan::Plan plan, std::span<const std::string> groups)
{
    std::erase_if(plan.actions, [&](const plan::Action& action) {
        const bool is_of_group = std::ranges::any_of(groups, [&](const std::string& group) {
            return plan::number_in_group(action.id().name, group).has_value();
        });
        const bool is_missing_network =
            action.id().kind == plan::network_kind && action.verb == plan::Verb::create && !action.found;
        return !is_of_group && !is_missing_network;
    });
    return plan;
}

plan::Plan with_reasons(plan::Plan plan, const Reasons& reasons)
{
    for (plan::Action& action : plan.actions)
    {
        const auto reason = reasons.find(action.id().name);
        if (action.verb == plan::Verb::remove && reason != reasons.end())
        {
            action.why = reason->second;
        }
    }
    return plan;
}

Exit show_and_carry_out(const plan::Plan& plan, TestbedSites& sites, const Interrupt& interrupt,
                        const Arguments& arguments, Console& console)
{
    console.err << plan_text(plan, console.err_color) << plan::summary(plan) << "\n";
    if (const std::string remark = sites.local().prepare(plan); !remark.empty())
    {
        console.err << remark << "\n";
    }
    return carry_out(plan, sites, interrupt, arguments, console);
}

} // namespace edgepool::cli
