// SPDX-License-Identifier: Apache-2.0
#include "roles/common_tasks.h"

#include <cassert>

#include <fmt/format.h>

namespace edgepool::roles
{

namespace
{

constexpr unsigned report_interval = 500; // milliseconds

constexpr const char* log_care = "/var/log/edgepool/*.log {\n"
                                 "    su edgepool edgepool\n"
                                 "    size 10M\n"
                                 "    rotate 1\n"
                                 "    copytruncate\n"
                                 "    missingok\n"
                                 "}\n";

} // namespace

TaskIndex add_packages(recipe::Recipe& recipe, const Membership& member, const std::vector<std::string>& names,
                       const std::vector<TaskIndex>& needs)
{
    std::string list;
    for (const std::string& name : names)
    {
        list += (list.empty() ? "" : ", ") + name;
    }
    return recipe.add({.name = "packages: " + list,
                       .action = recipe::Packages{.names = names, .sources = member.options.package_sources},
                       .needs = needs});
}

Ground add_ground(recipe::Recipe& recipe, const Membership& member)
{
    assert(!member.options.program.content.gzip.empty());
    Ground ground;
    ground.sctp = recipe.add({.name = "SCTP in the kernel", .action = recipe::KernelModule{"sctp"}});
    ground.user =
        recipe.add({.name = fmt::format("user {}", service_user), .action = recipe::SystemUser{service_user}});
    ground.program =
        recipe.add({.name = "program edgepool-member",
                    .action = recipe::Upload{.path = member_program, .content = member.options.program.content}});
    recipe.add({.name = "logs are kept short", .action = log_care_file()});
    return ground;
}

std::vector<TaskIndex> add_service_files(recipe::Recipe& recipe, const ServiceUnit& service,
                                         const std::vector<std::string>& command)
{
    const TaskIndex unit =
        recipe.add({.name = "how " + unit_of(service) + " is run",
                    .action = recipe::File{.path = unit_file_of(service), .content = text_of(service)}});
    const TaskIndex file =
        recipe.add({.name = "what " + unit_of(service) + " runs",
                    .action = recipe::File{.path = command_file_of(service), .content = command_text(command)}});
    return {unit, file};
}

recipe::File log_care_file()
{
    return {.path = "/etc/logrotate.d/edgepool", .content = log_care};
}

std::string log_file(const std::string& service)
{
    return "/var/log/edgepool/" + service + ".log";
}

std::vector<std::string> reporting_options(const Membership& member, const std::string& service)
{
    return {"-identifier=" + member.identifier,
            "-cspserver=" + member.options.collector,
            fmt::format("-cspinterval={}", report_interval),
            "-loglevel=4",
            "-logcolor=off",
            "-logappend=" + log_file(service)};
}

std::vector<std::string> registrar_options(const Membership& member)
{
    std::vector<std::string> options;
    options.reserve(member.registrars.size() + 1);
    for (const std::string& endpoint : member.registrars)
    {
        options.push_back("-registrar=" + endpoint);
    }
    options.emplace_back("-asapannounce=off");
    return options;
}

void append(std::vector<std::string>& list, const std::vector<std::string>& more)
{
    list.insert(list.end(), more.begin(), more.end());
}

} // namespace edgepool::roles
