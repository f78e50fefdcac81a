// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "asap/message.h"
#include "member/registrars.h"

namespace edgepool::member
{

struct Resolved
{
    asap::ResolutionAnswer answer{}; ///< without elements if the registrar does not know the pool
    Endpoint registrar{};
};

/// Asks who is in the pool. Throws Error if nobody answers, or refuses for another reason than that there is no pool.
Resolved resolve(Registrars& registrars, const std::string& handle, process::Deadline deadline);

bool names(const asap::ResolutionAnswer& answer, std::uint32_t identifier);

} // namespace edgepool::member
