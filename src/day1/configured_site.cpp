// SPDX-License-Identifier: Apache-2.0
#include "day1/configured_site.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/error.h"
#include "day1/connect.h"
#include "day1/deliver.h"
#include "day1/leave.h"
#include "day1/mark.h"
#include "day1/rules.h"
#include "day1/undo.h"
#include "run/parts.h"
#include "run/words.h"

namespace edgepool::day1
{

namespace
{

using plan::Id;
using plan::Observed;
using plan::Resource;
using plan::State;

constexpr auto longest = std::chrono::minutes(20);
constexpr auto time_to_leave = std::chrono::minutes(2);
constexpr auto time_to_log_in = std::chrono::seconds(30);
constexpr auto longest_to_undo = std::chrono::minutes(3);
constexpr unsigned most_at_once = 64;

Id with_kind(Id id, std::string_view kind)
{
    id.kind = kind;
    return id;
}

Id machine_of(const Id& day1)
{
    return with_kind(day1, plan::machine_kind);
}

run::Job in_one_part(const std::string& phase, std::chrono::seconds within,
                     std::function<void(const run::OnProgress&, const std::stop_token&)> work)
{
    std::vector<run::Part> parts;
    parts.push_back({.phase = phase, .work = std::move(work)});
    return {.step = std::make_unique<run::PartsStep>(std::move(parts)), .phase = phase, .within = within};
}

/// Tells what a script is at.
OnLine teller(const run::OnProgress& on_progress)
{
    return [on_progress, tasks = std::size_t{0}](const recipe::Line& line) mutable {
        if (const auto* const opening = std::get_if<recipe::Opening>(&line))
        {
            tasks = opening->tasks;
        }
        if (const auto* const waiting = std::get_if<recipe::Waiting>(&line))
        {
            on_progress({.stage = "waits for " + waiting->why});
        }
        const auto* const task = std::get_if<recipe::TaskReport>(&line);
        if (task != nullptr && task->state == recipe::State::started)
        {
            on_progress({.stage = task->name, .done = task->number, .total = tasks});
        }
    };
}

} // namespace

Id day1_of(const Id& machine)
{
    return with_kind(machine, day1_kind);
}

std::vector<Resource> ConfiguredSite::complete(std::vector<Resource> plain) const
{
    std::vector<Resource> completed = machines_.complete(std::move(plain));
    std::vector<Resource> more;
    for (const Resource& resource : completed)
    {
        if (resource.id.kind == plan::machine_kind && scripts_.has(resource.id.name))
        {
            more.push_back({.id = day1_of(resource.id),
                            .needs = {{.on = resource.id, .need = plan::Need::same_life}},
                            .group = resource.group});
        }
    }
    std::ranges::move(more, std::back_inserter(completed));
    return completed;
}

/// A machine that is not whole has no day-1 that counts. Of a given one it is always asked: there, day-1 may be all
/// that is ours.
bool ConfiguredSite::has_day1(const Observed& machine) const
{
    return machine.id.kind == plan::machine_kind && machine.state == State::whole &&
           (machine.origin == plan::Origin::given || scripts_.has(machine.id.name));
}

std::vector<Observed> ConfiguredSite::observe(const std::stop_token& stop)
{
    std::vector<Observed> found = machines_.observe(stop);
    std::vector<std::size_t> places;
    std::vector<Id> asked;
    given_.clear();
    for (std::size_t i = 0; i < found.size(); ++i)
    {
        if (has_day1(found[i]))
        {
            places.push_back(i);
            asked.push_back(found[i].id);
        }
        if (found[i].origin == plan::Origin::given)
        {
            given_.insert(found[i].id);
        }
    }
    const std::vector<run::Memory> memories = machines_.recall_all(asked, stop);
    std::vector<Observed> more;
    for (std::size_t i = 0; i < places.size(); ++i)
    {
        std::ranges::move(found_day1(found[places[i]], memories[i]), std::back_inserter(more));
    }
    std::ranges::move(more, std::back_inserter(found));
    return found;
}

/// One, or none. A machine that does not say is told as such.
std::vector<Observed> ConfiguredSite::found_day1(Observed& machine, const run::Memory& memory)
{
    Observed day1{.id = day1_of(machine.id), .needs = {machine.id}};
    if (memory.silence)
    {
        machine.state = State::silent;
        machine.note = run::on_one_line(*memory.silence);
        day1.state = State::silent;
        day1.note = "its machine does not say: " + machine.note;
        return {day1};
    }
    if (memory.text.empty())
    {
        return {};
    }
    if (scripts_.has(machine.id.name) && memory.text != scripts_.of(machine.id.name).digest)
    {
        day1.state = State::unfinished;
        day1.note = "what the machine is to be has changed";
    }
    return {day1};
}

run::Job ConfiguredSite::job(const plan::Action& action, plan::TaskKind kind)
{
    if (action.id().kind != day1_kind)
    {
        return machines_.job(action, kind);
    }
    const Id machine = machine_of(action.id());
    if (kind == plan::TaskKind::remove)
    {
        return leaving(machine);
    }
    return in_one_part("configuring", longest,
                       [this, machine](const run::OnProgress& on_progress, const std::stop_token& stop) {
                           configure(machine, on_progress, stop);
                       });
}

/// What a machine is goes with it, unless it stays; but an element has sessions that others wait for.
run::Job ConfiguredSite::leaving(const Id& machine)
{
    if (given_.contains(machine))
    {
        return in_one_part(
            "configuring", longest_to_undo,
            [this, machine](const run::OnProgress&, const std::stop_token& stop) { take_away(machine, stop); });
    }
    if (scripts_.is_element(machine.name))
    {
        return in_one_part("draining", drain_ + time_to_leave,
                           [this, machine](const run::OnProgress& on_progress, const std::stop_token& stop) {
                               leave_pool(machine, on_progress, stop);
                           });
    }
    return {.step = std::make_unique<run::PartsStep>(std::vector<run::Part>{})};
}

run::Limits ConfiguredSite::limits() const
{
    run::Limits limits = machines_.limits();
    limits.emplace("configuring", most_at_once);
    limits.emplace("draining", most_at_once);
    return limits;
}

run::Reach ConfiguredSite::reach_of(const Id& machine)
{
    const auto reach = machines_.reach(machine);
    if (!reach)
    {
        throw Error(found(rules::not_begun, {}, machine.name + " cannot be reached",
                          "'edgepool status' shows what is up; 'edgepool up' makes the rest"));
    }
    return *reach;
}

void ConfiguredSite::take_away(const Id& machine, const std::stop_token& stop)
{
    const run::Reach reach = reach_of(machine);
    const ssh::Patience patience = ssh::patience_of(longest_to_undo, stop);
    ssh::Session session = connect(machine.name, reach, patience);
    undo(session, reach.user, undo_script(), patience);
    machines_.remember(machine, {});
}

void ConfiguredSite::configure(const Id& machine, const run::OnProgress& on_progress, const std::stop_token& stop)
{
    const recipe::Script& script = scripts_.of(machine.name);
    const OnLine tell = teller(on_progress);
    if (has_done_first_work(machine, tell, stop))
    {
        machines_.remember(machine, script.digest);
        return;
    }
    const run::Reach reach = reach_of(machine);
    const ssh::Patience patience = ssh::patience_of(longest, stop);
    ssh::Session session = connect(machine.name, reach, patience);
    if (!given_.contains(machine)) // a machine that was made has been given the script to begin with
    {
        on_progress({.stage = "its first start"});
        if (settled_mark(session, reach.user, patience) == script.digest)
        {
            machines_.remember(machine, script.digest);
            return;
        }
    }
    machines_.remember(machine, {}); // until it has come to its end
    const Delivery delivery = deliver(session, reach.user, script, Mode::apply, tell, patience);
    if (auto fault = fault_of(machine.name, delivery))
    {
        throw Error(*std::move(fault));
    }
    machines_.remember(machine, script.digest);
}

/// By what a machine that was just made says itself. What it could not do is told; if it does not come to an end, the
/// script is sent to it as to all others.
bool ConfiguredSite::has_done_first_work(const Id& machine, const OnLine& tell, const std::stop_token& stop)
{
    Account account(tell);
    const bool heard =
        machines_.hear_first_work(machine, [&](std::string_view line) { account.add(line); }, longest, stop);
    const Delivery delivery = account.close();
    if (!heard || !delivery.closing)
    {
        return false;
    }
    if (auto fault = fault_of(machine.name, delivery))
    {
        throw Error(*std::move(fault));
    }
    return true;
}

void ConfiguredSite::leave_pool(const Id& machine, const run::OnProgress& on_progress, const std::stop_token& stop)
{
    const auto reach = machines_.reach(machine);
    if (!reach)
    {
        return; // nobody who could serve
    }
    std::optional<ssh::Session> session;
    try
    {
        session = connect(machine.name, *reach, ssh::patience_of(time_to_log_in, stop));
    }
    catch (const Error& error)
    {
        // Another key, or none that it takes, says nothing of whether it serves.
        if (stop.stop_requested() || error.retry() == Retry::useless)
        {
            throw;
        }
        on_progress({.stage = "it does not answer, and goes as it is"});
        return;
    }
    const ssh::Patience patience = ssh::patience_of(drain_ + time_to_leave, stop);
    if (drain_.count() > 0)
    {
        // Killed meanwhile, it is a whole member still, which the next run drains again.
        drain(*session, machine.name, as_root(reach->user) + scripts_.drain_command(machine.name, drain_), on_progress,
              patience);
    }
    machines_.remember(machine, {}); // from now on it is no whole member
    end_service(*session, machine.name, reach->user, patience);
}

} // namespace edgepool::day1
