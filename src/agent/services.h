// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace edgepool::agent
{

/// Starts sshd, unless it runs already, and returns when it listens. Throws Error.
void start_ssh();

/// What a machine does once it is ready and nobody waits for: logs under its own name, its first command.
void start_the_rest();

} // namespace edgepool::agent
