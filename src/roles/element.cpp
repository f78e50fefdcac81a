// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/shell_word.h"
#include "roles/common_tasks.h"
#include "roles/element_options.h"
#include "roles/membership.h"

namespace edgepool::roles
{

namespace
{

const model::ElementGroup& group_of(const Membership& member)
{
    return *std::ranges::find(member.testbed.elements, member.machine.group, &model::ElementGroup::name);
}

std::vector<std::string> packages_for(model::Service service)
{
    std::vector<std::string> names{"rsplib-tools"};
    if (service == model::Service::scripting)
    {
        names.emplace_back("rsplib-services"); // has what rspserver runs scripts by
    }
    return names;
}

std::vector<std::string> command(const Membership& member)
{
    const model::ElementGroup& group = group_of(member);
    std::vector<std::string> words{"/usr/bin/rspserver"};
    append(words, service_options(group));
    append(words,
           {"-poolhandle=" + member.testbed.pool.handle, policy_option(member.testbed.pool.policy, group.parameters),
            fmt::format("-local={}:{}", member.address, element_port)});
    append(words, registrar_options(member));
    append(words, reporting_options(member, "element"));
    if (member.is_fast())
    {
        words.emplace_back("-rereginterval=5000"); // an element that was thrown out by mistake is back soon
    }
    return words;
}

std::string question(const Membership& member)
{
    // Found by its name, as other programs are.
    std::string line = fmt::format("PATH=$PATH:{}; exec {} resolve {}", member_folder, member_name,
                                   shell_word(member.testbed.pool.handle));
    for (const std::string& endpoint : member.registrars)
    {
        line += " --registrar " + shell_word(endpoint);
    }
    return line + " --json";
}

/// An element that finds no registrar when it starts looks for one again seven seconds later. It is started anyway in
/// the end: then it registers whenever one comes.
recipe::Probe registrar_answers(const Membership& member)
{
    return {.check = question(member) + " --wait --deadline 30",
            .deadline = std::chrono::seconds(60),
            .ends_by_itself = true};
}

/// A running element is not a registered one: only a registrar knows.
std::string registered_check(const Membership& member)
{
    return question(member) + " --deadline 3 --expect " + member.identifier;
}

} // namespace

recipe::Recipe element_recipe(const Membership& member)
{
    recipe::Recipe recipe{.title = fmt::format("{}, element of {}", member.machine.name, member.testbed.name)};
    const TaskIndex packages = add_packages(recipe, member, packages_for(group_of(member).service));
    const Ground ground = add_ground(recipe, member);
    std::vector<TaskIndex> needs = add_service_files(recipe, element_service, command(member));
    needs.insert(needs.end(), {packages, ground.sctp, ground.user});
    recipe.add(
        {.name = "a registrar answers", .action = registrar_answers(member), .needs = {ground.program, ground.sctp}});
    const TaskIndex unit =
        recipe.add({.name = "the element runs", .action = recipe::Unit{unit_of(element_service)}, .needs = needs});
    recipe.add({.name = "the pool has the element " + member.identifier,
                .action = recipe::Probe{.check = registered_check(member),
                                        .deadline = std::chrono::seconds(90),
                                        .unit = unit_of(element_service),
                                        .log = log_file("element"),
                                        .ends_by_itself = true},
                .needs = {ground.program, unit}});
    return recipe;
}

} // namespace edgepool::roles
