// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "seed/seed.h"

namespace edgepool::agent
{

/// Makes the machine the one of the seed: random state first, then clock, names, files, network. Throws Error.
void become(const seed::Seed& seed);

/// Puts a file over the kernel's number of this boot, so that it can be changed without another mount, of which systemd
/// hears. Throws Error.
void cover_boot_id();

} // namespace edgepool::agent
