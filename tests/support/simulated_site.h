// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "run/site.h"

namespace edgepool::support
{

/// Thrown out of a step as if the whole program had been killed there.
struct Killed
{
};

/// What goes wrong, by chance but the same for the same seed; each share is per call of a step.
struct Faults
{
    double passing = 0; ///< an error that goes away
    double fatal = 0;   ///< an error that does not, in this run
    double kill = 0;    ///< of the program, before or after the call has had its effect
};

/// A site with behaviour: machines take a place, start, boot and are ready; whatever breaks the promises between
/// executor and site is noted.
class SimulatedSite final : public run::Site
{
public:
    explicit SimulatedSite(std::uint64_t seed = 0) : chance_(seed) {}

    std::vector<plan::Observed> observe(const std::stop_token& stop) override;
    run::Job job(const plan::Action& action, plan::TaskKind kind) override;
    std::optional<run::Reach> reach(const plan::Id& machine) override;
    run::Limits limits() const override { return {{"starting", limit}}; }

    /// Something that was there before.
    void add(plan::Observed thing) { things_.emplace(thing.id, std::move(thing)); }

    Faults faults{};
    unsigned limit = 4;                                  ///< of machines that start at once
    unsigned polls = 5;                                  ///< until a machine has booted
    run::Duration pace = std::chrono::milliseconds(500); ///< between polls
    std::vector<std::string> broken_promises{};
    unsigned most_starting = 0;

private:
    class Create;
    class Remove;

    /// Does it, unless it was killed before; may throw after it.
    void with_faults(const std::function<void()>& effect);
    bool happens(double share);
    void expect(bool holds, const std::string& promise, const plan::Id& id);
    bool is_needed(const plan::Id& id) const;
    bool is_claimed(const plan::Resource& by) const;
    void take_place(const plan::Resource& wanted);
    void take_away(const plan::Action& action);

    std::multimap<plan::Id, plan::Observed> things_;
    std::mt19937_64 chance_;
    unsigned starting_ = 0;
    std::size_t next_handle_ = 0;
};

/// As a site finds what was made from the resource.
plan::Observed as_made(const plan::Resource& resource);

} // namespace edgepool::support
