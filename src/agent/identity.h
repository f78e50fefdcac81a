// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "seed/seed.h"

namespace edgepool::agent
{

/// Makes the machine the one of the seed: random state first, then clock, names, files, network. Throws Error.
void become(const seed::Seed& seed);

} // namespace edgepool::agent
