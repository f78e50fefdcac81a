// SPDX-License-Identifier: Apache-2.0
#include "local/image_store.h"

#include <algorithm>
#include <csignal>
#include <filesystem>

#include <sys/stat.h>

#include "base/error.h"
#include "local/files.h"
#include "local/rules.h"
#include "process/identity.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* contents_name = "/contents";

std::string name_of(const std::string& path)
{
    return fs::path(path).filename().string();
}

std::uint64_t bytes_on_disk(const std::string& folder)
{
    std::uint64_t bytes = 0;
    std::error_code unknown;
    for (fs::recursive_directory_iterator entry(folder, unknown), end; !unknown && entry != end;
         entry.increment(unknown))
    {
        struct stat status{};
        if (::lstat(entry->path().c_str(), &status) == 0)
        {
            bytes += static_cast<std::uint64_t>(status.st_blocks) * 512;
        }
    }
    return bytes;
}

/// Whether a process was started with a path in the folder: a machine, a builder.
bool works_in(const process::Seen& seen, const std::string& folder)
{
    return std::ranges::any_of(seen.words,
                               [&](const std::string& word) { return word.find(folder + "/") != std::string::npos; });
}

bool somebody_uses(const std::string& folder)
{
    return !process::processes_where([&](const process::Seen& seen) { return works_in(seen, folder); }).empty();
}

} // namespace

void end_processes_in(const std::string& folder)
{
    const auto is_meant = [&](const process::Seen& seen) { return works_in(seen, folder); };
    for (const process::Seen& seen : process::processes_where(is_meant))
    {
        // Politely first: builders have folders of their own to tidy up.
        if (process::end_process(seen.pid, is_meant, SIGTERM, process::in(std::chrono::seconds(10))) ==
            process::Ended::no)
        {
            process::end_process(seen.pid, is_meant, SIGKILL, process::in(std::chrono::seconds(5)));
        }
    }
}

std::string contents_of(const std::string& folder)
{
    std::string text;
    for (const std::string& path : files_in(folder))
    {
        std::error_code unknown;
        const auto size = fs::file_size(path, unknown);
        if ("/" + name_of(path) != contents_name)
        {
            text += std::to_string(size) + " " + name_of(path) + "\n";
        }
    }
    return text;
}

ImageStore::ImageStore(const std::string& folder) : folder_(fs::absolute(folder).lexically_normal().string())
{
    make_folder(folder_, 0700);
}

std::string ImageStore::lock_of(std::string_view key) const
{
    return folder_ + "/" + std::string(key) + ".lock";
}

std::optional<Image> ImageStore::find(std::string_view key) const
{
    Image image{.key = std::string(key), .folder = folder_ + "/" + std::string(key)};
    const std::string contents = read_file_if_there(image.folder + contents_name);
    if (contents.empty() || contents != contents_of(image.folder))
    {
        return std::nullopt;
    }
    return image;
}

std::vector<ImageListing> ImageStore::list() const
{
    std::vector<ImageListing> listings;
    for (const std::string& folder : folders_in(folder_))
    {
        struct stat status{};
        const auto image = find(name_of(folder));
        if (image && ::stat((folder + contents_name).c_str(), &status) == 0)
        {
            listings.push_back({.image = *image,
                                .bytes = bytes_on_disk(folder),
                                .built = status.st_mtime,
                                .golden_machines = folders_in(folder + "/golden").size()});
        }
    }
    return listings;
}

void ImageStore::remove(std::string_view key) const
{
    const std::string folder = folder_ + "/" + std::string(key);
    std::error_code unknown;
    if (key.empty() || key.find('/') != std::string_view::npos || !fs::is_directory(folder, unknown))
    {
        throw Error(
            found(rules::unknown_image, {}, std::string(key), "edgepool image list names those that there are"));
    }
    const FileLock lock = FileLock::take(lock_of(key), process::Clock::now());
    if (!lock.held() || somebody_uses(folder))
    {
        throw Error(found(rules::in_use, {}, std::string(key),
                          "take down the testbeds that use it first; edgepool list names them"));
    }
    // Without its contents it is no image any more, whatever happens to the rest.
    fs::remove(folder + contents_name, unknown);
    remove_tree(folder);
}

} // namespace edgepool::local
