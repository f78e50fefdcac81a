// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "seed/seed.h"

namespace edgepool::agent
{

/// Gives each card its address, name, MTU, IP addresses and routes. Doing it twice changes nothing. Throws Error.
void set_up_network(const std::vector<seed::Card>& cards);

} // namespace edgepool::agent
