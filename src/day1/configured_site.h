// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "day1/deliver.h"
#include "day1/scripts.h"
#include "run/progress.h"
#include "run/site.h"

namespace edgepool::day1
{

/// What a machine is made into after it was made.
inline constexpr std::string_view day1_kind = "day-1";

plan::Id day1_of(const plan::Id& machine);

/// A site whose machines also become what the testbed file says. Each machine's day-1 is a resource of its own, so it
/// begins when that machine answers, whatever the others do.
class ConfiguredSite final : public run::Site
{
public:
    /// Both have to outlive this object.
    ConfiguredSite(run::Site& machines, Scripts& scripts) : machines_(machines), scripts_(scripts) {}

    /// How long the sessions of an element that goes may take to end, before they have to move.
    void set_drain(std::chrono::seconds patience) { drain_ = patience; }

    std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const override;
    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    run::Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<run::Reach> reach(const plan::Id& machine) override { return machines_.reach(machine); }
    run::Limits limits() const override;
    std::string recall(const plan::Id& machine, const std::stop_token& stop) override
    {
        return machines_.recall(machine, stop);
    }
    std::vector<run::Memory> recall_all(std::span<const plan::Id> machines, const std::stop_token& stop) override
    {
        return machines_.recall_all(machines, stop);
    }
    void remember(const plan::Id& machine, const std::string& text) override { machines_.remember(machine, text); }
    std::set<unsigned> gaps(const run::Group& group, const std::stop_token& stop) override
    {
        return machines_.gaps(group, stop);
    }
    void leave_gaps(const run::Group& group, const std::set<unsigned>& numbers) override
    {
        machines_.leave_gaps(group, numbers);
    }

private:
    bool has_day1(const plan::Observed& machine) const;
    std::vector<plan::Observed> found_day1(plan::Observed& machine, const run::Memory& memory);
    void configure(const plan::Id& machine, const run::OnProgress& on_progress, const std::stop_token& stop);
    bool has_done_first_work(const plan::Id& machine, const OnLine& tell, const std::stop_token& stop);
    void take_away(const plan::Id& machine, const std::stop_token& stop);
    run::Reach reach_of(const plan::Id& machine);

    void leave_pool(const plan::Id& machine, const run::OnProgress& on_progress, const std::stop_token& stop);
    run::Job leaving(const plan::Id& machine);

    run::Site& machines_;
    Scripts& scripts_;
    std::chrono::seconds drain_{30};
    std::set<plan::Id> given_{}; ///< machines that outlive what they were made into
};

} // namespace edgepool::day1
