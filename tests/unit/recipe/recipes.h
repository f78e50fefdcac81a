// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "recipe/task.h"

namespace edgepool::recipe
{

/// Every kind of task but the interface, as a role has them.
Recipe everything();

/// A unit with its two files, and a probe.
Recipe small_recipe();

/// A recipe of one task.
Recipe of(Action action);

/// More bytes than a pipe takes, of every value.
std::string all_bytes();

} // namespace edgepool::recipe
