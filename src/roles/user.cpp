// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "roles/common_tasks.h"
#include "roles/membership.h"

namespace edgepool::roles
{

namespace
{

std::vector<std::string> renderer(const Membership& member)
{
    std::vector<std::string> words{
        member_program, "render", "--forever", "--output", ".", "--handle", member.testbed.pool.handle};
    for (const std::string& endpoint : member.registrars)
    {
        append(words, {"--registrar", endpoint});
    }
    append(words,
           {"--identifier", member.identifier, "--csp-server", member.options.collector, "--csp-interval", "0.5"});
    if (member.is_fast())
    {
        append(words, {"--silence", "1.5"});
    }
    return words;
}

/// RSPLIB's own program for a service that ours does not speak; empty: there is none that runs by itself.
std::string rsplib_program(model::Service service)
{
    return service == model::Service::calc       ? "/usr/bin/calcappclient"
           : service == model::Service::pingpong ? "/usr/bin/pingpongclient"
                                                 : "";
}

std::vector<std::string> rsplib_user(const Membership& member, const std::string& program)
{
    std::vector<std::string> words{program, "-poolhandle=" + member.testbed.pool.handle};
    append(words, registrar_options(member));
    append(words, {"-cspserver=" + member.options.collector, "-cspinterval=500", "-loglevel=4", "-logcolor=off",
                   "-logappend=" + log_file("user")});
    if (program.ends_with("calcappclient"))
    {
        append(words, {"-vector=/dev/null", "-scalar=/dev/null"});
    }
    return words;
}

} // namespace

recipe::Recipe user_recipe(const Membership& member)
{
    recipe::Recipe recipe{.title = fmt::format("{}, user of {}", member.machine.name, member.testbed.name)};
    const model::Service service =
        member.testbed.elements.empty() ? model::Service::fractal : member.testbed.elements.front().service;
    const std::string program = rsplib_program(service);
    add_packages(recipe, member, {program.empty() ? "librsplib3" : "rsplib-services"});
    add_ground(recipe, member);
    if (service == model::Service::fractal || !program.empty())
    {
        const std::string unit = unit_of(user_service);
        const std::vector<TaskIndex> files =
            add_service_files(recipe, user_service, program.empty() ? renderer(member) : rsplib_user(member, program));
        recipe.add(
            {.name = "systemd knows " + unit,
             .action =
                 recipe::Command{
                     .check = fmt::format("[ \"$(systemctl show -p NeedDaemonReload {0})\" = NeedDaemonReload=no ] &&\n"
                                          "[ \"$(systemctl show -p LoadState {0})\" = LoadState=loaded ]",
                                          unit),
                     .run = "systemctl daemon-reload"},
             .needs = {files.front()}});
    }
    return recipe;
}

} // namespace edgepool::roles
