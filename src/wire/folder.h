// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "wire/handle.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

/// The folder of a testbed's sockets: who may enter it may send and read on every network of the testbed. It holds
///
///     switch.lock     locked by the switch as long as it lives
///     switch.wiring   what the switch knows; written before it starts, and by it at each change
///     switch.control  where it is told and asked
///     SEGMENT.net     where the members of a segment send to
///     MEMBER          where a member receives; made by the member
std::string lock_path(const std::string& folder);
std::string wiring_path(const std::string& folder);
std::string control_path(const std::string& folder);
std::string segment_path(const std::string& folder, const std::string& segment);
std::string member_path(const std::string& folder, const std::string& member);

/// Error unless the path is absolute, and a folder of this user that nobody else may enter.
void check_folder(const std::string& folder);

/// Held until the handle is closed, also by the end of the process. Error if another process holds it.
Handle lock_folder(const std::string& folder);

/// What the switch of that folder will know when it starts. Replaces the file at once or not at all.
void write_wiring(const std::string& folder, const Wiring& wiring);
Wiring read_wiring(const std::string& folder);

} // namespace edgepool::wire
