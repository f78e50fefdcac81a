// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>
#include <vector>

#include "cli/machines.h"
#include "cli/pool_truth.h"

namespace edgepool::cli
{

/// Asks a registrar who is in the pool, from the first of the machines that can: a handle resolution, like that of any
/// user. Throws Error if none can.
PoolTruth ask_registrar(const std::vector<NamedReach>& machines, const std::string& handle,
                        const std::vector<std::string>& registrars, const std::stop_token& stop);

} // namespace edgepool::cli
