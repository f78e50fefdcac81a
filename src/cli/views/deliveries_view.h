// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "cli/console.h"
#include "cli/remote.h"
#include "day1/deliver.h"
#include "doc/value.h"

/// What day-1 did on machines, for people and for programs.
namespace edgepool::cli
{

using Deliveries = std::map<std::string, day1::Delivery>;

/// "mec-1: 3 changed, 11 as they should be, in 2.4 s", and each task that changed something, or would.
void show_delivery(const std::string& machine, const day1::Delivery& delivery, day1::Mode mode, Console& console);

/// docs/commands/configure.md describes it.
doc::Value deliveries_json(const std::string& testbed, const std::vector<MachineResult>& results,
                           const Deliveries& deliveries);

} // namespace edgepool::cli
