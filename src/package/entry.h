// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace edgepool::package
{

enum class EntryType
{
    file,
    folder,
    link,
    hard_link,
    special, ///< device, pipe, socket
};

/// What an archive or a folder says of one thing in it. Nothing of this is to be trusted.
struct Entry
{
    std::string name{};
    EntryType type = EntryType::file;
    std::uint64_t size = 0;
    bool executable = false;
    std::string target{}; ///< of links, as written
};

} // namespace edgepool::package
