// SPDX-License-Identifier: Apache-2.0
#include "roles/element_options.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <string_view>

#include <fmt/format.h>

#include "model/pool.h"

namespace edgepool::roles
{

namespace
{

using model::Policy;
using model::Service;

struct ServiceOptions
{
    Service service{};
    std::string_view option{};
    std::string_view limit{}; ///< empty: as many sessions as come
};

constexpr std::array services{
    ServiceOptions{Service::fractal, "-fractal", "-fgpmaxthreads"},
    ServiceOptions{Service::calc, "-calcapp", "-capmaxjobs"},
    ServiceOptions{Service::scripting, "-scripting", "-ssmaxthreads"},
    ServiceOptions{Service::pingpong, "-pingpong", "-pppmaxthreads"},
    ServiceOptions{Service::echo, "-echo", ""},
    ServiceOptions{Service::discard, "-discard", ""},
    ServiceOptions{Service::daytime, "-daytime", ""},
    ServiceOptions{Service::chargen, "-chargen", "-chargenmaxthreads"},
};
static_assert(services.size() == model::names<Service>.size());

struct PolicyName
{
    Policy policy{};
    std::string_view name{}; ///< exact: another case is another policy
};

constexpr std::array policies{
    PolicyName{Policy::round_robin, "RoundRobin"},
    PolicyName{Policy::weighted_round_robin, "WeightedRoundRobin"},
    PolicyName{Policy::random, "Random"},
    PolicyName{Policy::weighted_random, "WeightedRandom"},
    PolicyName{Policy::priority, "Priority"},
    PolicyName{Policy::least_used, "LeastUsed"},
    PolicyName{Policy::least_used_degradation, "LeastUsedDegradation"},
    PolicyName{Policy::priority_least_used, "PriorityLeastUsed"},
    PolicyName{Policy::priority_least_used_degradation, "PriorityLeastUsedDegradation"},
    PolicyName{Policy::randomized_least_used, "RandomizedLeastUsed"},
    PolicyName{Policy::randomized_priority_least_used, "RandomizedPriorityLeastUsed"},
    PolicyName{Policy::weighted_random_dpf, "WeightedRandomDPF"},
    PolicyName{Policy::least_used_dpf, "LeastUsedDPF"},
    PolicyName{Policy::least_used_degradation_dpf, "LeastUsedDegradationDPF"},
    PolicyName{Policy::priority_least_used_degradation_dpf, "PriorityLeastUsedDegradationDPF"},
};
static_assert(policies.size() == model::names<Policy>.size());

std::string value_of(model::PolicyParameter parameter, const model::PolicyParameters& given)
{
    switch (parameter)
    {
    case model::PolicyParameter::weight:
        return fmt::format("{}", given.weight.value());
    case model::PolicyParameter::priority:
        return fmt::format("{}", given.priority.value());
    case model::PolicyParameter::degradation:
        return fmt::format("{}", given.degradation.value());
    case model::PolicyParameter::delay_factor:
        break;
    }
    return fmt::format("{}", given.delay_factor.value());
}

} // namespace

std::vector<std::string> service_options(const model::ElementGroup& group)
{
    const auto* const service = std::ranges::find(services, group.service, &ServiceOptions::service);
    std::vector<std::string> options{std::string(service->option)};
    if (group.sessions && !service->limit.empty())
    {
        options.push_back(fmt::format("{}={}", service->limit, *group.sessions));
    }
    if (group.service == Service::calc)
    {
        // Written to the working folder otherwise, and the program ends if it cannot.
        options.emplace_back("-capvector=/dev/null");
        options.emplace_back("-capscalar=/dev/null");
    }
    return options;
}

std::string policy_option(Policy policy, const model::PolicyParameters& parameters)
{
    std::string option = "-policy=" + std::string(std::ranges::find(policies, policy, &PolicyName::policy)->name);
    for (const auto& [parameter, name] : model::names<model::PolicyParameter>)
    {
        if (model::takes(policy, parameter))
        {
            option += ":" + value_of(parameter, parameters);
        }
    }
    return option;
}

} // namespace edgepool::roles
