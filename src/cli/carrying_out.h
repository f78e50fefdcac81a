// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/command.h"
#include "cli/console.h"
#include "cli/interrupt.h"
#include "cli/sites.h"
#include "doc/value.h"
#include "plan/plan.h"
#include "run/execute.h"

namespace edgepool::cli
{

/// Carries the plan out and tells it: live on a terminal, as lines elsewhere, as JSON lines with --json. In the end the
/// result: what was done, and where the time went.
Exit carry_out(const plan::Plan& plan, TestbedSites& sites, const Interrupt& interrupt, const Arguments& arguments,
               Console& console);

/// "+ create machine 'mec-1' at 'edge': it does not exist"; what stays is left out.
std::string plan_text(const plan::Plan& plan, Color color);
doc::Value plan_json(const plan::Plan& plan);

} // namespace edgepool::cli
