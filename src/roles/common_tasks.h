// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "recipe/task.h"
#include "roles/membership.h"
#include "roles/service_unit.h"

namespace edgepool::roles
{

using recipe::TaskIndex;

TaskIndex add_packages(recipe::Recipe& recipe, const Membership& member, const std::vector<std::string>& names,
                       const std::vector<TaskIndex>& needs = {});

/// SCTP in the kernel, the user that the services run as, the program for inside, and the care of the logs.
struct Ground
{
    TaskIndex sctp = 0;
    TaskIndex user = 0;
    TaskIndex program = 0;
};
Ground add_ground(recipe::Recipe& recipe, const Membership& member);

/// Writes the unit's file and that of what it runs; to have it run is another task, which needs both.
std::vector<TaskIndex> add_service_files(recipe::Recipe& recipe, const ServiceUnit& service,
                                         const std::vector<std::string>& command);

/// How long logs may grow.
recipe::File log_care_file();

/// The file that a service appends to.
std::string log_file(const std::string& service);

/// What every program of RSPLIB is told about its log and its reports.
std::vector<std::string> reporting_options(const Membership& member, const std::string& service);

/// "-registrar=ADDRESS:PORT" of each.
std::vector<std::string> registrar_options(const Membership& member);

void append(std::vector<std::string>& list, const std::vector<std::string>& more);

} // namespace edgepool::roles
