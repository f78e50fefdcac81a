// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::wire
{

/// Is the switch of the testbed whose folder that is, until somebody says "quit", which also removes the wiring, or
/// `stop_descriptor` becomes readable. Error if it cannot begin.
void serve(const std::string& folder, int stop_descriptor);

} // namespace edgepool::wire
