// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace edgepool::agent
{

/// Waits for seeds on the port and becomes what they say, as long as the machine runs.
[[noreturn]] void serve();

} // namespace edgepool::agent
