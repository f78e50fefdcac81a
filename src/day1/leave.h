// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "run/progress.h"
#include "ssh/session.h"

/// How an element leaves its pool.
namespace edgepool::day1
{

struct Leave
{
    std::string machine{};
    std::string user{};
    std::string drain{}; ///< the command that keeps it out until it serves nobody; empty: its sessions move at once
};

/// Waits until it serves nobody, or the time of the command has passed, and ends its service. Throws Error if it cannot
/// be kept out of the pool: then it goes on serving.
void leave(ssh::Session& session, const Leave& what, const run::OnProgress& on_progress, const ssh::Patience& patience);

} // namespace edgepool::day1
