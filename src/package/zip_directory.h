// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "package/input.h"

namespace edgepool::package
{

/// What a zip's table of contents says, before anything is unpacked. OSM goes by these names; libarchive goes by those
/// that are repeated before each file, and makes "/" of "\".
struct ZipDirectory
{
    std::set<std::string, std::less<>> names{}; ///< without the "/" that folders end in
    std::size_t entries = 0;
    std::uint64_t bytes = 0; ///< that the contents claim to unpack to
};

/// At most `most` entries are read (and counted); nullopt if the table is not there or broken.
std::optional<ZipDirectory> read_zip_directory(Input& input, std::size_t most);

} // namespace edgepool::package
