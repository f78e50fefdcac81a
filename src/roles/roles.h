// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "model/layout.h"
#include "model/testbed.h"
#include "recipe/task.h"

/// What the members of a pool are made of: a recipe for each registrar, element and user.
namespace edgepool::roles
{

/// The program for inside the machines (resolve, deregister, render, serve).
struct MemberProgram
{
    recipe::Packed content{};
};

struct Options
{
    MemberProgram program{};
    /// Where status reports go to, "ADDRESS:PORT". The machine's own loopback: whoever logs in to it can collect them
    /// (edgepool-member collect), nobody else can see or forge them, and with a machine go only its own.
    std::string collector = "127.0.0.1:2960";
    /// Lines of a sources.list for machines that lack packages; none: their own sources.
    std::vector<std::string> package_sources{};
};

inline constexpr std::uint16_t asap_port = 3863;
inline constexpr std::uint16_t enrp_port = 9901;
inline constexpr std::uint16_t element_port = 7300; ///< where an element serves

inline constexpr const char* member_program = "/usr/local/lib/edgepool/edgepool-member";
inline constexpr const char* member_folder = "/usr/local/lib/edgepool";
inline constexpr const char* member_name = "edgepool-member";

/// Whether the machine has a recipe: those of the mobile core have none here.
bool has_recipe(const model::Machine& machine);

/// What makes the machine a member of the testbed's pool. It depends on the testbed and the machine alone: a scaled
/// group changes no recipe of another machine.
recipe::Recipe recipe_of(const model::Testbed& testbed, const model::Layout& layout, const model::Machine& machine,
                         const Options& options);

/// What all recipes begin with, whatever the testbed. Where a machine is made from an image, the image can have it.
struct Prepared
{
    std::string user{}; ///< a system user
    std::vector<std::string> folders{};
    std::vector<recipe::File> files{};
    std::vector<std::string> enabled{}; ///< units that are started at boot, as soon as there is something to run
};
Prepared prepared();

/// Shell text that keeps an element out of the pool, on its own machine, until its sessions have ended or that time has
/// passed. It says how it goes as edgepool-member does, in JSON.
std::string drain_command(const model::Testbed& testbed, const model::Layout& layout, const model::Machine& machine,
                          std::chrono::seconds patience);

/// Shell text that ends an element's service: sessions that are left move to another one.
std::string stop_command();

/// Shell text that says how many sessions the element serves.
std::string sessions_command();

/// The identifier that the member has in the pool and in its status reports, unique among those of its role and the
/// same whatever the size of the groups.
std::uint32_t identifier_of(const model::Testbed& testbed, const model::Machine& machine);

/// The address that the machine serves on, or none if only somebody else knows it.
std::string pool_address(const model::Testbed& testbed, const model::Machine& machine);

/// "ADDRESS:PORT" of each registrar of the testbed, in the order of the file.
std::vector<std::string> registrar_endpoints(const model::Testbed& testbed, const model::Layout& layout);

} // namespace edgepool::roles
