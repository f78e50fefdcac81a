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

/// The parameter of the policy that the group does not give, if there is one.
std::optional<std::string_view> still_needed(Policy policy, const Form& form)
{
    for (const auto& [parameter, name] : model::names<PolicyParameter>)
    {
        if (takes(policy, parameter) && !form.written(name))
        {
            return name;
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
        if (form.written(name) && !takes(policy, parameter))
        {
            strayed = true;
            const auto instead = still_needed(policy, form);
            report_misplaced(look, parameter_not_taken, form, name,
                             "the policy " + quoted(name_of(policy)) + " takes no " + quoted(name),
                             instead ? "did you mean " + quoted(*instead) + "?"
                                     : "remove it, or choose another policy");
        }
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
            look.diagnostics.add(
                found(parameter_missing, where_named(form),
                      "the policy " + quoted(name_of(policy)) + " needs " + quoted(name) + " of every group",
                      "add '" + std::string(name) + ": …'"));
        }
    }
    const auto degradation = form.number("degradation");
    const bool adds_to_load =
        policy == Policy::priority_least_used || policy == Policy::priority_least_used_degradation;
    if (adds_to_load && degradation && *degradation >= 1)
    {
        look.diagnostics.add(found(
            last_resort_tie, form.where("degradation"),
            "load and degradation add up to 1 at most, so that an idle element with 1 looks as busy as a full one",
            "give a little less, such as 0.95"));
    }
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
            Diagnostic diagnostic =
                found(mixed_services, where,
                      quoted(name_of(common)) + " and " + quoted(name_of(service)) + " cannot answer the same users",
                      "keep one service for the pool");
            diagnostic.related.push_back(
                {.text = "the other one", .where = at_first ? form.where() : forms[*first].where("service")});
            look.diagnostics.add(std::move(diagnostic));
        }
        if (form.written("sessions") && !model::usual_sessions(service, 1))
        {
            report_misplaced(look, no_session_limit, form, "sessions",
                             quoted(name_of(service)) + " takes any number of sessions", "remove 'sessions'");
        }
    }
}

void check_members(const Case& look)
{
    const Form& root = look.root;
    if (!root.complete("registrars") || !root.complete("elements") || !root.complete("users"))
    {
        return;
    }
    const bool has_elements = !look.testbed.elements.empty();
    const bool has_users = !look.testbed.users.empty();
    if (has_elements && look.testbed.registrars.empty())
    {
        look.diagnostics.add(found(no_registrar, root.where_key("registrars"), "nobody knows the pool's elements then",
                                   "remove 'registrars', which makes three, or list three"));
    }
    if (root.objects("registrars").size() == 2)
    {
        look.diagnostics.add(found(
            two_registrars, root.where_key("registrars"),
            "when one of two dies, nobody is left to confirm the takeover, and its elements are no longer watched",
            "add a third"));
    }
    if (has_users && !has_elements)
    {
        look.diagnostics.add(found(no_elements, root.where_key("users"), "nobody serves them", "add 'elements'"));
    }
}

} // namespace

void check_pool(const Case& look)
{
    check_members(look);
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
        look.diagnostics.add(found(debugging_output, pool.where("policy"),
                                   "RSPLIB's registrar prints debugging text at every choice by it",
                                   "choose a policy without -dpf unless you need the distance"));
    }
    const bool services_known = std::ranges::none_of(forms, [](const Form& form) { return form.faulty("service"); });
    const auto& groups = look.testbed.elements;
    const bool loadless = !groups.empty() && std::ranges::none_of(groups, [](const model::ElementGroup& group) {
        return reports_load(group.service);
    });
    if (pool.given("policy") && model::is_adaptive(policy) && services_known && loadless)
    {
        look.diagnostics.add(
            found(no_load, pool.where("policy"),
                  "elements of " + quoted(name_of(groups.front().service)) + " report no load, so " +
                      quoted(name_of(policy)) + " takes turns",
                  "choose round-robin or random, or a service that reports its load: fractal, calc, scripting"));
    }
}

} // namespace edgepool::testbed
