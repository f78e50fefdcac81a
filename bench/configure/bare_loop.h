// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ssh/session.h"

namespace edgepool::bench
{

/// The least that anybody can do on all machines: with libssh2 alone, one thread each connects, logs in and runs
/// `true`. Nobody looks at the host keys.
void run_bare_loop(const std::vector<ssh::Machine>& machines, const std::string& private_key);

} // namespace edgepool::bench
