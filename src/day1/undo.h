// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "ssh/session.h"

namespace edgepool::day1
{

/// What takes away what day-1 made on a machine, for a POSIX shell of root. `root`: the folder that it takes for "/".
std::string undo_script(std::string_view root = {});

/// Runs it there. It ends when the connection does. Throws Error also if something is left.
void undo(ssh::Session& session, const std::string& user, const std::string& script, const ssh::Patience& patience);

} // namespace edgepool::day1
