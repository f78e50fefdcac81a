// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::wire
{

/// Is the switch of the testbed whose folder that is, until somebody says "quit" or `stop_descriptor` becomes readable.
/// Error if it cannot begin. What it understands at the folder's control socket, line by line:
///
///     hello       who are you? (wire/answers.h)
///     wiring      what do you know? (wire/wiring.h)
///     counters    what have you carried? (wire/answers.h)
///     quit        end, and leave no wiring for another
///     segment, no-segment, port, no-port    a change (wire/wiring.h); once it says "ok", the next switch knows as well
void serve(const std::string& folder, int stop_descriptor);

} // namespace edgepool::wire
