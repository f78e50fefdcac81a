// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/testbed.h"

/// Testbeds for the tests of pictures.
namespace edgepool::drawing::scenes
{

/// Four sites, an OAI core, users behind it, a pool across all of them.
model::Testbed seed();
/// One site, no mobile core: three registrars, two elements, a user.
model::Testbed mec();
/// Two local sites at a distance, and a gateway as stand-in of a mobile core.
model::Testbed gateway();
/// So many sites with so many groups of so many elements each.
model::Testbed many(unsigned sites, unsigned groups, unsigned elements);
/// As the seed, with markup, quotes, control characters and broken UTF-8 wherever a file could bring text.
model::Testbed hostile();

} // namespace edgepool::drawing::scenes
