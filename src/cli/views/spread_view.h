// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/spreading.h"
#include "doc/value.h"
#include "drawing/spread.h"
#include "model/testbed.h"

namespace edgepool::cli
{

/// A line for each number of sessions: what is foreseen for each group, and what was seen.
std::string spread_text(const model::Testbed& testbed, const Spread& spread);
doc::Value spread_json(const model::Testbed& testbed, const Spread& spread);
drawing::SpreadChart spread_chart(const model::Testbed& testbed, const Spread& spread);

} // namespace edgepool::cli
