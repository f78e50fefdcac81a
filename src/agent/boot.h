// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace edgepool::agent
{

/// The first process of the initial memory file system: loads the modules of /modules.list, mounts the disk, and hands
/// over to the init that is there.
[[noreturn]] void boot();

} // namespace edgepool::agent
