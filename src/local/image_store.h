// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace edgepool::local
{

/// An image that is complete: its folder has the name of what went in.
struct Image
{
    std::string key{};
    std::string folder{};

    std::string disk() const { return folder + "/root.ext4"; }
    std::string kernel() const { return folder + "/kernel"; }
    std::string initial_files() const { return folder + "/initrd"; }
    std::string packages() const { return folder + "/packages.txt"; }
};

struct ImageListing
{
    Image image{};
    std::uint64_t bytes = 0; ///< on the disk, golden machines included
    std::int64_t built = 0;  ///< seconds since 1970
    std::size_t golden_machines = 0;
};

/// The folder with all images of this user. What is in it can always be made again.
class ImageStore
{
public:
    explicit ImageStore(const std::string& folder);

    const std::string& folder() const { return folder_; }
    std::string lock_of(std::string_view key) const;
    /// Nullopt also if a file of it is missing or is not as long as it was: such an image is not used.
    std::optional<Image> find(std::string_view key) const;
    std::vector<ImageListing> list() const;
    /// Throws Error if there is none, or if a process of this user works with it.
    void remove(std::string_view key) const;

private:
    std::string folder_;
};

/// Ends processes of ours that were started with a path in the folder and whose maker is gone: a builder, a golden
/// machine.
void end_processes_in(const std::string& folder);

/// The lengths of an image's files, kept beside them, so that a damaged one is noticed before a machine is.
std::string contents_of(const std::string& folder);

} // namespace edgepool::local
