// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/rule.h"
#include "model/pool.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

using model::Policy;
using model::PolicyParameter;
using model::Service;

constexpr Rule no_registrar{"pool.no-registrar", "pool without a registrar"};
constexpr Rule two_registrars{"pool.two-registrars", "two registrars", Severity::warning};
constexpr Rule no_elements{"pool.no-elements", "users without elements", Severity::warning};
constexpr Rule mixed_services{"pool.mixed-services", "two services in one pool"};
constexpr Rule parameter_not_taken{"policy.parameter-not-taken", "parameter of another policy"};
constexpr Rule parameter_missing{"policy.parameter-missing", "parameter missing"};
constexpr Rule last_resort_tie{"policy.last-resort-tie", "last resort that ties with full elements", Severity::warning};
constexpr Rule no_load{"policy.no-load", "policy by load without a load", Severity::warning};
constexpr Rule debugging_output{"policy.debugging-output", "policy that fills the log", Severity::warning};
constexpr Rule no_session_limit{"service.no-session-limit", "service without a limit of sessions"};

std::optional<PolicyParameter> needed_instead(Policy policy)
{
    for (const auto& [parameter, name] : model::names<PolicyParameter>)
    {
        if (takes(policy, parameter))
        {
            return parameter;
        }
    }
    return std::nullopt;
}

/// Whether the group gives something that the policy does not take: then what is missing was given under another name.
bool check_parameters_given(const Case& look, const Form& form, Policy policy)
{
    bool strayed = false;
    for (const auto& [parameter, name] : model::names<PolicyParameter>)
    {
        if (!form.given(name) || takes(policy, parameter))
        {
            continue;
        }
        strayed = true;
        const auto instead = needed_instead(policy);
        const bool has_it = instead && form.given(name_of(*instead));
        look.diagnostics.add(found(parameter_not_taken, form.where_key(name), "the policy " + quoted(name_of(policy)) + " takes no " + quoted(name),
                                   instead && !has_it ? "did you mean " + quoted(name_of(*instead)) + "?" : "remove it, or choose another policy"));
    }
    return strayed;
}

void check_parameters(const Case& look, const Form& form, Policy policy)
{
    const bool strayed = check_parameters_given(look, form, policy);
    for (const auto& [parameter, name] : model::names<PolicyParameter>)
    {
        if (takes(policy, parameter) && !form.given(name) && !form.faulty(name) && !strayed)
        {
            look.diagnostics.add(found(parameter_missing, form.where(), "the policy " + quoted(name_of(policy)) + " needs " + quoted(name) + " of every group",
                                       "add '" + std::string(name) + ": …'"));
        }
    }
    const auto degradation = form.number("degradation");
    const bool adds_to_load = policy == Policy::priority_least_used || policy == Policy::priority_least_used_degradation;
    if (adds_to_load && degradation && *degradation >= 1)
    {
        look.diagnostics.add(found(last_resort_tie, form.where("degradation"), "load and degradation add up to 1 at most, so that an idle element with 1 looks as busy as a full one",
                                   "give a little less, such as 0.95"));
    }
}

bool has_session_limit(Service service)
{
    return model::reports_load(service) || service == Service::pingpong || service == Service::chargen;
}

void check_services(const Case& look)
{
    const auto forms = look.root.objects("elements");
    std::optional<std::size_t> first;
    for (std::size_t i = 0; i < forms.size(); ++i)
    {
        const Form& form = forms[i];
        if (form.faulty("service"))
        {
            continue;
        }
        const Service service = look.testbed.elements[i].service;
        first = first.value_or(i);
        const Service common = look.testbed.elements[*first].service;
        if (service != common)
        {
            const bool at_first = !form.given("service");
            const SourceRange where = at_first ? forms[*first].where("service") : form.where("service");
            Diagnostic diagnostic = found(mixed_services, where, quoted(name_of(common)) + " and " + quoted(name_of(service)) + " cannot answer the same users",
                                          "keep one service for the pool");
            diagnostic.related.push_back({.text = "the other one", .where = at_first ? form.where() : forms[*first].where("service")});
            look.diagnostics.add(std::move(diagnostic));
        }
        if (form.given("sessions") && !has_session_limit(service))
        {
            look.diagnostics.add(found(no_session_limit, form.where_key("sessions"), quoted(name_of(service)) + " takes any number of sessions", "remove 'sessions'"));
        }
    }
}

} // namespace

void check_pool(const Case& look)
{
    const Form& root = look.root;
    const bool known = !root.faulty("registrars") && !root.faulty("elements") && !root.faulty("users");
    const bool has_members = !look.testbed.elements.empty() || !look.testbed.users.empty();
    if (known && has_members && look.testbed.registrars.empty())
    {
        look.diagnostics.add(found(no_registrar, root.given("registrars") ? root.where_key("registrars") : root.where_key("users"),
                                   "nobody knows the pool's elements then", "leave 'registrars' out, which makes three, or list three"));
    }
    if (known && root.objects("registrars").size() == 2)
    {
        look.diagnostics.add(found(two_registrars, root.where_key("registrars"), "when one of two dies, nobody is left to confirm the takeover, and its elements are no longer watched",
                                   "add a third"));
    }
    if (known && look.testbed.elements.empty() && !look.testbed.users.empty() && !look.testbed.registrars.empty())
    {
        look.diagnostics.add(found(no_elements, root.where_key("users"), "nobody serves them", "add 'elements'"));
    }
    check_services(look);
}

void check_policy(const Case& look)
{
    const Form pool = look.root.object("pool");
    if (look.root.faulty("pool") || pool.faulty("policy"))
    {
        return;
    }
    const Policy policy = look.testbed.pool.policy;
    const auto forms = look.root.objects("elements");
    for (const Form& form : forms)
    {
        check_parameters(look, form, policy);
    }
    if (takes(policy, PolicyParameter::delay_factor))
    {
        look.diagnostics.add(found(debugging_output, pool.where("policy"), "RSPLIB's registrar prints debugging text at every choice by it", "choose a policy without -dpf unless you need the distance"));
    }
    const bool loadless = std::ranges::any_of(look.testbed.elements, [](const model::ElementGroup& group) { return !reports_load(group.service); });
    if (model::is_adaptive(policy) && loadless && !forms.empty() && !std::ranges::any_of(forms, [](const Form& form) { return form.faulty("service"); }))
    {
        const auto group = std::ranges::find_if(look.testbed.elements, [](const model::ElementGroup& each) { return !reports_load(each.service); });
        const Form& form = forms[static_cast<std::size_t>(group - look.testbed.elements.begin())];
        look.diagnostics.add(found(no_load, form.where("service"), "elements of " + quoted(name_of(group->service)) + " report no load, so " + quoted(name_of(policy)) + " takes turns",
                                   "choose round-robin or random, or a service that reports its load: fractal, calc, scripting"));
    }
}

} // namespace edgepool::testbed
