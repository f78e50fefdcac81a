// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "model/names.h"

namespace edgepool::model
{

/// How a registrar chooses a pool element. One pool has one policy; each element brings its own parameters.
enum class Policy
{
    round_robin,
    weighted_round_robin,
    random,
    weighted_random,
    priority,
    least_used,
    least_used_degradation,
    priority_least_used,
    priority_least_used_degradation,
    randomized_least_used,
    randomized_priority_least_used,
    weighted_random_dpf,
    least_used_dpf,
    least_used_degradation_dpf,
    priority_least_used_degradation_dpf,
};

template <>
inline constexpr auto names<Policy> = std::to_array<Named<Policy>>({
    {Policy::round_robin, "round-robin"},
    {Policy::weighted_round_robin, "weighted-round-robin"},
    {Policy::random, "random"},
    {Policy::weighted_random, "weighted-random"},
    {Policy::priority, "priority"},
    {Policy::least_used, "least-used"},
    {Policy::least_used_degradation, "least-used-degradation"},
    {Policy::priority_least_used, "priority-least-used"},
    {Policy::priority_least_used_degradation, "priority-least-used-degradation"},
    {Policy::randomized_least_used, "randomized-least-used"},
    {Policy::randomized_priority_least_used, "randomized-priority-least-used"},
    {Policy::weighted_random_dpf, "weighted-random-dpf"},
    {Policy::least_used_dpf, "least-used-dpf"},
    {Policy::least_used_degradation_dpf, "least-used-degradation-dpf"},
    {Policy::priority_least_used_degradation_dpf, "priority-least-used-degradation-dpf"},
});

/// What an element may have to say for a policy.
enum class PolicyParameter
{
    weight,
    priority,
    degradation,
    delay_factor,
};

template <>
inline constexpr auto names<PolicyParameter> = std::to_array<Named<PolicyParameter>>({
    {PolicyParameter::weight, "weight"},
    {PolicyParameter::priority, "priority"},
    {PolicyParameter::degradation, "degradation"},
    {PolicyParameter::delay_factor, "delay-factor"},
});

bool takes(Policy policy, PolicyParameter parameter);
/// Whether elements report their load to it: without a load, such a policy degenerates to turns.
bool is_adaptive(Policy policy);

/// What a pool element does for its users.
enum class Service
{
    fractal,
    calc,
    scripting,
    pingpong,
    echo,
    discard,
    daytime,
    chargen,
};

template <>
inline constexpr auto names<Service> = std::to_array<Named<Service>>({
    {Service::fractal, "fractal"},
    {Service::calc, "calc"},
    {Service::scripting, "scripting"},
    {Service::pingpong, "pingpong"},
    {Service::echo, "echo"},
    {Service::discard, "discard"},
    {Service::daytime, "daytime"},
    {Service::chargen, "chargen"},
});

/// Whether elements of the service tell the registrar how busy they are.
bool reports_load(Service service);

/// How many sessions an RSPLIB element takes at once if nobody says otherwise; nullopt: any number.
std::optional<unsigned> usual_sessions(Service service, unsigned cpus);

/// How quickly a dead member is noticed.
enum class Failover
{
    normal,
    fast,
};

template <>
inline constexpr auto names<Failover> =
    std::to_array<Named<Failover>>({{Failover::normal, "normal"}, {Failover::fast, "fast"}});

/// RSPLIB aborts on a longer handle.
inline constexpr std::size_t longest_pool_handle = 32;

struct Pool
{
    std::string handle{};
    Policy policy = Policy::least_used;
    Failover failover = Failover::normal;
};

struct PolicyParameters
{
    std::optional<unsigned> weight{};
    std::optional<unsigned> priority{};
    std::optional<double> degradation{};
    std::optional<double> delay_factor{};
};

} // namespace edgepool::model
