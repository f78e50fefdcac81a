// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "plan/plan.h"

namespace edgepool::cli
{

/// How something of the testbed is, in the word that all commands use: "ready", "outdated", "unfinished", "broken",
/// "silent", "absent", "extra". The action is what a plan would do with it.
std::string_view state_of(const plan::Action& action);

} // namespace edgepool::cli
