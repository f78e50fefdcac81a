// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "package/inventory.h"

namespace edgepool::package
{

/// Takes all that lies in the folder into the inventory, under `root` as the name of the folder. Links are noted, never
/// followed. Throws Error if the folder itself cannot be read.
void read_folder(const std::string& path, const std::string& root, Inventory& inventory);

/// The name that the folder has in the folder above it, also if it is given as "." or "..".
std::string name_of_folder(const std::string& path);

/// The names directly in a folder, in order; folders end in "/". Throws Error if it cannot be read.
std::vector<std::string> list_folder(const std::string& path);

} // namespace edgepool::package
