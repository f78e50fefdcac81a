// SPDX-License-Identifier: Apache-2.0
#include "roles/roles.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include <fmt/format.h>

#include "base/shell_word.h"
#include "recipe/script.h"
#include "roles/common_tasks.h"
#include "roles/membership.h"
#include "roles/service_unit.h"

namespace edgepool::roles
{

namespace
{

using model::Role;

/// The position of the machine's group among those of its role.
template <typename Group>
std::size_t position_of(const std::vector<Group>& groups, const model::Machine& machine)
{
    const auto found = std::ranges::find(groups, machine.group, &Group::name);
    assert(found != groups.end());
    return static_cast<std::size_t>(found - groups.begin());
}

/// The network that the machine serves the pool on; none for users behind the mobile core.
std::string pool_network(const model::Testbed& testbed, const model::Machine& machine)
{
    switch (machine.role)
    {
    case Role::registrar:
        return testbed.registrars.at(machine.number - 1).network;
    case Role::element:
        return testbed.elements.at(position_of(testbed.elements, machine)).network;
    case Role::user:
        return testbed.users.at(position_of(testbed.users, machine)).network;
    default:
        return {};
    }
}

std::vector<const model::Machine*> registrars_of(const model::Layout& layout)
{
    std::vector<const model::Machine*> found;
    for (const model::Machine& machine : layout.machines)
    {
        if (machine.role == Role::registrar)
        {
            found.push_back(&machine);
        }
    }
    return found;
}

std::string endpoint(const std::string& address, unsigned port)
{
    return fmt::format("{}:{}", address, port);
}

} // namespace

bool has_recipe(const model::Machine& machine)
{
    return machine.role == Role::registrar || machine.role == Role::element || machine.role == Role::user;
}

std::uint32_t identifier_of(const model::Testbed& testbed, const model::Machine& machine)
{
    constexpr std::uint32_t of_registrars = 0x1000;
    constexpr unsigned room_of_group = 16;
    assert(has_recipe(machine) && machine.number < 1U << room_of_group);
    if (machine.role == Role::registrar)
    {
        return of_registrars + machine.number;
    }
    const std::size_t position =
        machine.role == Role::element ? position_of(testbed.elements, machine) : position_of(testbed.users, machine);
    return static_cast<std::uint32_t>((position + 1) << room_of_group) | machine.number;
}

std::string pool_address(const model::Testbed& testbed, const model::Machine& machine)
{
    if (machine.host)
    {
        return machine.host->address;
    }
    const auto interface =
        std::ranges::find(machine.interfaces, pool_network(testbed, machine), &model::Interface::network);
    return interface != machine.interfaces.end() && interface->ipv4 ? to_string(*interface->ipv4) : std::string();
}

std::vector<std::string> registrar_endpoints(const model::Testbed& testbed, const model::Layout& layout)
{
    std::vector<std::string> endpoints;
    for (const model::Machine* const registrar : registrars_of(layout))
    {
        endpoints.push_back(endpoint(pool_address(testbed, *registrar), asap_port));
    }
    return endpoints;
}

recipe::Recipe recipe_of(const model::Testbed& testbed, const model::Layout& layout, const model::Machine& machine,
                         const Options& options)
{
    assert(has_recipe(machine));
    Membership member{.testbed = testbed,
                      .machine = machine,
                      .options = options,
                      .address = pool_address(testbed, machine),
                      .identifier = fmt::format("{:#x}", identifier_of(testbed, machine)),
                      .registrars = registrar_endpoints(testbed, layout)};
    for (const model::Machine* const registrar : registrars_of(layout))
    {
        if (registrar->name != machine.name)
        {
            member.others.push_back(pool_address(testbed, *registrar));
        }
    }
    return machine.role == Role::registrar ? registrar_recipe(member)
           : machine.role == Role::element ? element_recipe(member)
                                           : user_recipe(member);
}

Prepared prepared()
{
    Prepared all{.user = service_user,
                 .folders = {"/etc/edgepool", "/var/lib/edgepool", std::string(recipe::restart_folder)},
                 .files = {log_care_file(), {.path = "/etc/modules-load.d/edgepool-sctp.conf", .content = "sctp\n"}}};
    for (const ServiceUnit& service : {registrar_service, element_service, user_service})
    {
        all.files.push_back({.path = unit_file_of(service), .content = text_of(service)});
        if (service.at_boot)
        {
            all.enabled.push_back(unit_of(service));
        }
    }
    return all;
}

std::string drain_command(const model::Testbed& testbed, const model::Layout& layout, const model::Machine& machine,
                          std::chrono::seconds patience)
{
    assert(machine.role == Role::element);
    std::string command =
        fmt::format("{} drain {} {:#x} --port {} --for {} --json", member_program, shell_word(testbed.pool.handle),
                    identifier_of(testbed, machine), element_port, patience.count());
    for (const std::string& registrar : registrar_endpoints(testbed, layout))
    {
        command += " --registrar " + shell_word(registrar);
    }
    return command;
}

std::string stop_command()
{
    return "systemctl stop " + unit_of(element_service);
}

std::string sessions_command()
{
    return fmt::format("{} sessions --port {}", member_program, element_port);
}

} // namespace edgepool::roles
