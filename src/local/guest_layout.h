// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "local/guest_file.h"

namespace edgepool::local
{

/// Our files in each image: the agent and what starts it, the program of the members of a pool, how sshd is set, and
/// what must not start by itself.
std::vector<GuestFile> guest_layout(const std::string& agent, const std::string& member);

/// What packages leave behind that must be no two machines' (keys, numbers), and what would start sshd without its key.
const std::vector<std::string>& paths_to_remove();

} // namespace edgepool::local
