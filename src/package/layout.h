// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "package/inventory.h"
#include "package/package.h"

namespace edgepool::package
{

/// Finds the top folder and the descriptor by the rules of the NBI, and where OSM looks for the package's other files.
/// What breaks those rules is reported to the inventory that the package came from.
void find_layout(Package& package, Inventory& inventory);

} // namespace edgepool::package
