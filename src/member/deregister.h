// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "member/registrars.h"

namespace edgepool::member
{

struct Deregistered
{
    bool was_member = false;
    Endpoint registrar{};
};

/// Takes an element out of its pool; it may be another one than we are, and goes on serving its sessions. Throws Error.
Deregistered deregister(Registrars& registrars, const std::string& handle, std::uint32_t identifier,
                        process::Deadline deadline);

} // namespace edgepool::member
