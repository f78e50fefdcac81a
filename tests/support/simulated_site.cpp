// SPDX-License-Identifier: Apache-2.0
#include "simulated_site.h"

#include <algorithm>
#include <memory>

#include "base/error.h"

namespace edgepool::support
{

namespace
{

Error fault(Retry retry)
{
    return Error({.code = "simulation.fault", .summary = "the simulated world said no"}, retry);
}

} // namespace

class SimulatedSite::Create final : public run::Step
{
public:
    Create(SimulatedSite& site, const plan::Action& action) : site_(site), wanted_(*action.wanted) {}
    Create(const Create&) = delete;
    Create& operator=(const Create&) = delete;
    ~Create() override { site_.starting_ -= starting_ ? 1 : 0; }

    run::Outcome advance(const run::Turn& /*turn*/) override
    {
        run::Outcome outcome;
        site_.with_faults([&] { outcome = go_on(); });
        return outcome;
    }

private:
    run::Outcome go_on()
    {
        if (calls_ == 0)
        {
            site_.take_place(wanted_);
            ++calls_;
            return run::Again{.after = site_.pace, .phase = "starting", .existence = run::Existence::begun};
        }
        if (!starting_)
        {
            starting_ = true;
            site_.most_starting = std::max(site_.most_starting, ++site_.starting_);
        }
        if (wanted_.id.kind == plan::machine_kind && calls_ <= site_.polls)
        {
            return run::Again{.after = site_.pace, .text = "poll " + std::to_string(calls_++)};
        }
        site_.things_.find(wanted_.id)->second.state = plan::State::whole;
        return run::Done{};
    }

    SimulatedSite& site_;
    plan::Resource wanted_;
    unsigned calls_ = 0;
    bool starting_ = false;
};

class SimulatedSite::Remove final : public run::Step
{
public:
    Remove(SimulatedSite& site, plan::Action action) : site_(site), action_(std::move(action)) {}

    run::Outcome advance(const run::Turn& /*turn*/) override
    {
        site_.with_faults([&] { site_.take_away(action_); });
        return run::Done{};
    }

private:
    SimulatedSite& site_;
    plan::Action action_;
};

std::vector<plan::Observed> SimulatedSite::observe(const std::stop_token& /*stop*/)
{
    std::vector<plan::Observed> found;
    for (const auto& [id, thing] : things_)
    {
        found.push_back(thing);
    }
    std::ranges::shuffle(found, chance_);
    return found;
}

run::Job SimulatedSite::job(const plan::Action& action, plan::TaskKind kind)
{
    if (kind == plan::TaskKind::remove)
    {
        return {.step = std::make_unique<Remove>(*this, action), .phase = "removing"};
    }
    return {.step = std::make_unique<Create>(*this, action), .phase = "placing"};
}

std::optional<run::Reach> SimulatedSite::reach(const plan::Id& machine)
{
    return things_.contains(machine) ? std::optional(run::Reach{.address = machine.name}) : std::nullopt;
}

void SimulatedSite::with_faults(const std::function<void()>& effect)
{
    if (happens(faults.kill / 2))
    {
        throw Killed{};
    }
    if (happens(faults.passing))
    {
        throw fault(Retry::may_help);
    }
    if (happens(faults.fatal))
    {
        throw fault(Retry::useless);
    }
    effect();
    if (happens(faults.kill / 2))
    {
        throw Killed{};
    }
}

bool SimulatedSite::happens(double share)
{
    return share > 0 && std::generate_canonical<double, 32>(chance_) < share;
}

void SimulatedSite::expect(bool holds, const std::string& promise, const plan::Id& id)
{
    if (!holds)
    {
        broken_promises.push_back(to_string(id) + ": " + promise);
    }
}

bool SimulatedSite::is_needed(const plan::Id& id) const
{
    return std::ranges::any_of(things_, [&](const auto& entry) {
        return entry.first != id && std::ranges::find(entry.second.needs, id) != entry.second.needs.end();
    });
}

bool SimulatedSite::is_claimed(const plan::Resource& by) const
{
    return std::ranges::any_of(things_, [&](const auto& entry) {
        return entry.first != by.id &&
               std::ranges::find_first_of(entry.second.claims, by.claims) != entry.second.claims.end();
    });
}

void SimulatedSite::take_place(const plan::Resource& wanted)
{
    for (const plan::Dependency& dependency : wanted.needs)
    {
        const auto other = things_.find(dependency.on);
        const bool is_there = other != things_.end() &&
                              (dependency.need == plan::Need::existing || other->second.state == plan::State::whole);
        expect(is_there, "made before " + to_string(dependency.on), wanted.id);
    }
    expect(!is_claimed(wanted), "made while another one has its address", wanted.id);
    expect(things_.count(wanted.id) <= 1, "made while it is there twice", wanted.id);
    things_.erase(wanted.id);
    plan::Observed made = as_made(wanted);
    made.state = plan::State::unfinished;
    made.handle = std::to_string(++next_handle_);
    add(std::move(made));
}

void SimulatedSite::take_away(const plan::Action& action)
{
    const plan::Id& id = action.id();
    expect(action.verb == plan::Verb::replace || !is_needed(id), "removed while something needs it", id);
    auto [thing, end] = things_.equal_range(id);
    while (thing != end && thing->second.handle != action.found->handle)
    {
        ++thing;
    }
    if (thing == end)
    {
        return; // an earlier call of the step was successful, though it failed
    }
    things_.erase(thing);
    if (action.verb == plan::Verb::replace && !things_.contains(id))
    {
        add({.id = id, .state = plan::State::unfinished, .note = "it is being replaced"});
    }
}

plan::Observed as_made(const plan::Resource& resource)
{
    plan::Observed made{.id = resource.id,
                        .properties = resource.properties,
                        .fingerprint = fingerprint(resource),
                        .claims = resource.claims};
    for (const plan::Dependency& dependency : resource.needs)
    {
        if (dependency.need != plan::Need::existing)
        {
            made.needs.push_back(dependency.on);
        }
    }
    return made;
}

} // namespace edgepool::support
