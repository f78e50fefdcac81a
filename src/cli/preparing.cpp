// SPDX-License-Identifier: Apache-2.0
#include "cli/preparing.h"

#include <string_view>

#include "roles/roles.h"

namespace edgepool::cli
{

// Machines of this computer have it already where day-1 would put it.
static_assert(std::string_view(local::member_in_machine) == roles::member_program);

local::Prepared prepared_machines()
{
    const roles::Prepared given = roles::prepared();
    local::Prepared prepared{.user = given.user};
    for (const recipe::File& file : given.files)
    {
        prepared.files.push_back(
            {.path = file.path.substr(1), .mode = file.owned.mode, .content = file.content}); // without the first '/'
    }
    for (const std::string& folder : given.folders)
    {
        prepared.files.push_back({.path = folder.substr(1), .type = local::GuestFile::Type::folder, .mode = 0755});
    }
    const std::string wanted = "etc/systemd/system/multi-user.target.wants/";
    for (const std::string& unit : given.enabled)
    {
        prepared.files.push_back({.path = wanted + unit,
                                  .type = local::GuestFile::Type::link,
                                  .mode = 0777,
                                  .content = "/etc/systemd/system/" + unit});
    }
    return prepared;
}

} // namespace edgepool::cli
