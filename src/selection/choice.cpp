// SPDX-License-Identifier: Apache-2.0
#include "selection/choice.h"

#include <algorithm>
#include <cassert>

namespace edgepool::selection
{

namespace
{

using model::Policy;

/// RSPLIB keeps loads as a fraction of a whole: a sum ends there, and what is at the end is alike.
constexpr double whole = 1.0;
/// What 32 bits of fraction cannot tell apart.
constexpr double alike = 1e-6;

} // namespace

bool is_foreseeable(Policy policy)
{
    return !model::takes(policy, model::PolicyParameter::delay_factor);
}

bool is_random(Policy policy)
{
    return policy == Policy::random || policy == Policy::weighted_random || policy == Policy::randomized_least_used ||
           policy == Policy::randomized_priority_least_used || policy == Policy::weighted_random_dpf;
}

Choice::Choice(Policy policy, const std::vector<Element>& elements, std::uint64_t seed) : policy_(policy), chance_(seed)
{
    assert(is_foreseeable(policy));
    for (const Element& element : elements)
    {
        Entry entry{.weight = element.parameters.weight.value_or(1),
                    .priority = element.parameters.priority.value_or(0),
                    .degradation = element.parameters.degradation.value_or(0),
                    .turn = ++turns_};
        entry.turns_left = entry.weight;
        entries_.push_back(entry);
    }
}

/// The lower, the better.
double Choice::burden(const Entry& entry) const
{
    switch (policy_)
    {
    case Policy::least_used:
        return entry.load;
    case Policy::least_used_degradation:
        return std::min(whole, entry.load + entry.selections * entry.degradation);
    case Policy::priority_least_used:
        return std::min(whole, entry.load + entry.degradation);
    case Policy::priority_least_used_degradation:
        return std::min(whole, entry.load + (1 + entry.selections) * entry.degradation);
    default:
        return 0;
    }
}

/// Of what chance hands out.
double Choice::share(const Entry& entry) const
{
    switch (policy_)
    {
    case Policy::weighted_random:
        return entry.weight;
    case Policy::randomized_least_used:
    case Policy::randomized_priority_least_used: // RSPLIB's option has no word for its degradation
        return whole - entry.load;
    default:
        return 1;
    }
}

bool Choice::comes_before(const Entry& one, const Entry& other) const
{
    if (policy_ == Policy::priority && one.priority != other.priority)
    {
        return one.priority > other.priority;
    }
    if (policy_ == Policy::weighted_round_robin && one.round != other.round)
    {
        return one.round < other.round;
    }
    if (policy_ == Policy::weighted_round_robin && one.turns_left != other.turns_left)
    {
        return one.turns_left > other.turns_left;
    }
    const double difference = burden(one) - burden(other);
    return difference < -alike || (difference < alike && one.turn < other.turn);
}

std::optional<std::size_t> Choice::first() const
{
    const auto found = std::ranges::min_element(
        entries_, [this](const Entry& one, const Entry& other) { return comes_before(one, other); });
    return found == entries_.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - entries_.begin()));
}

std::optional<std::size_t> Choice::drawn()
{
    double sum = 0;
    for (const Entry& entry : entries_)
    {
        sum += share(entry);
    }
    // Not std::uniform_real_distribution: the same seed is to mean the same everywhere.
    constexpr double steps = 9007199254740992.0; // 2^53
    double rest = static_cast<double>(chance_() >> 11U) / steps * sum;
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < entries_.size(); ++i)
    {
        const double part = share(entries_[i]);
        if (part > 0)
        {
            last = i;
            if (rest < part)
            {
                break;
            }
        }
        rest -= part;
    }
    return last;
}

void Choice::note(Entry& entry)
{
    entry.turn = ++turns_;
    ++entry.selections;
    if (policy_ == Policy::weighted_round_robin && --entry.turns_left == 0)
    {
        entry.turns_left = entry.weight;
        ++entry.round;
    }
}

std::optional<std::size_t> Choice::next()
{
    const auto chosen = is_random(policy_) ? drawn() : first();
    if (chosen)
    {
        note(entries_[*chosen]);
    }
    return chosen;
}

void Choice::learn_load(std::size_t element, double load)
{
    entries_.at(element).load = std::clamp(load, 0.0, whole);
    entries_.at(element).selections = 0;
}

} // namespace edgepool::selection
