// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "local/recipe.h"

namespace edgepool::cli
{

/// What every member of a pool needs, as the images of this computer's machines have it.
local::Prepared prepared_machines();

} // namespace edgepool::cli
