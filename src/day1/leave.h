// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "run/progress.h"
#include "ssh/session.h"

/// How an element leaves its pool.
namespace edgepool::day1
{

/// Runs the command that keeps the element out until it serves nobody, or that command's time has passed. Throws Error
/// if it cannot be kept out of the pool: then it goes on serving.
void drain(ssh::Session& session, const std::string& machine, const std::string& command,
           const run::OnProgress& on_progress, const ssh::Patience& patience);

/// Sessions that are left move to another element. Throws Error if it goes on.
void end_service(ssh::Session& session, const std::string& machine, const std::string& user,
                 const ssh::Patience& patience);

} // namespace edgepool::day1
