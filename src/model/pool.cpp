// SPDX-License-Identifier: Apache-2.0
#include "model/pool.h"

#include <algorithm>
#include <initializer_list>

namespace edgepool::model
{

namespace
{

bool is_one_of(auto value, std::initializer_list<decltype(value)> list)
{
    return std::ranges::find(list, value) != list.end();
}

} // namespace

bool takes(Policy policy, PolicyParameter parameter)
{
    using enum Policy;
    switch (parameter)
    {
    case PolicyParameter::weight:
        return is_one_of(policy, {weighted_round_robin, weighted_random, weighted_random_dpf});
    case PolicyParameter::priority:
        return policy == Policy::priority;
    case PolicyParameter::degradation:
        return is_one_of(policy, {least_used_degradation, priority_least_used, priority_least_used_degradation,
                                  least_used_degradation_dpf, priority_least_used_degradation_dpf});
    case PolicyParameter::delay_factor:
        break;
    }
    return is_one_of(
        policy, {weighted_random_dpf, least_used_dpf, least_used_degradation_dpf, priority_least_used_degradation_dpf});
}

bool is_adaptive(Policy policy)
{
    using enum Policy;
    return !is_one_of(policy,
                      {round_robin, weighted_round_robin, random, weighted_random, priority, weighted_random_dpf});
}

bool reports_load(Service service)
{
    return is_one_of(service, {Service::fractal, Service::calc, Service::scripting});
}

std::optional<unsigned> usual_sessions(Service service, unsigned cpus)
{
    constexpr unsigned of_calc = 10;
    constexpr unsigned of_threads = 4;
    switch (service)
    {
    case Service::calc:
        return of_calc;
    case Service::scripting:
        return cpus;
    case Service::fractal:
    case Service::pingpong:
    case Service::chargen:
        return of_threads;
    case Service::echo:
    case Service::discard:
    case Service::daytime:
        break;
    }
    return std::nullopt;
}

} // namespace edgepool::model
