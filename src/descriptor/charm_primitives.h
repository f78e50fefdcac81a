// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "descriptor/charm.h"
#include "descriptor/charm_definition.h"

namespace edgepool::descriptor
{

/// Holds the primitives and metrics of one use against what the charm has.
void check_primitives(const Descriptor& descriptor, const CharmUse& use, const CharmDefinition& charm,
                      Diagnostics& diagnostics);

} // namespace edgepool::descriptor
