// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace edgepool::local
{

/// A file, folder or symbolic link of a machine, owned by root.
struct GuestFile
{
    enum class Type
    {
        file,
        folder,
        link,
    };

    std::string path{}; ///< without a leading slash
    Type type = Type::file;
    unsigned mode = 0644;
    std::string content{}; ///< of a link: where it leads
};

/// As a tar archive (ustar), the same bytes for the same files.
std::string to_tar(const std::vector<GuestFile>& files);
/// As Linux takes it for an initial memory file system (cpio, newc).
std::string to_cpio(const std::vector<GuestFile>& files);

} // namespace edgepool::local
