// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "package/archive_stream.h"
#include "package/input.h"
#include "package/inventory.h"

namespace edgepool::package
{

/// By its first bytes.
std::optional<ArchiveKind> archive_kind(std::string_view first_bytes);

/// Takes every entry of the archive into the inventory; what is wrong is reported there. Throws Error if the bytes
/// cannot be read.
void read_archive(Input& input, ArchiveKind kind, Inventory& inventory);

} // namespace edgepool::package
