// SPDX-License-Identifier: Apache-2.0
#include "local/room.h"

#include <charconv>
#include <filesystem>

#include <sys/stat.h>

#include "base/error.h"
#include "base/units.h"
#include "local/files.h"
#include "local/image_build.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20U;
constexpr std::uint64_t translated_code = 64 * mebibyte; ///< of an emulated processor
constexpr std::uint64_t disk_of_machine = 64 * mebibyte; ///< what its own files take in the beginning

/// On which file system a folder is, or would be.
dev_t device_of(const std::string& path)
{
    fs::path there = path;
    struct stat status{};
    while (::stat(there.c_str(), &status) != 0 && there.has_parent_path() && there != there.parent_path())
    {
        there = there.parent_path();
    }
    return status.st_dev;
}

std::string in_words(std::uint64_t bytes)
{
    return to_string(Bytes{bytes / mebibyte * mebibyte});
}

[[noreturn]] void refuse_disk(const std::string& folder, const std::string& what, std::uint64_t needed,
                              std::uint64_t there, const std::string& variable)
{
    throw Error(found(rules::no_space, {},
                      folder + ": " + what + " " + in_words(needed) + ", and " + in_words(there) + " are free",
                      "make room there, or set " + variable + " to a folder elsewhere"));
}

} // namespace

std::uint64_t available_memory(std::string_view meminfo)
{
    constexpr std::string_view name = "MemAvailable:";
    const std::size_t at = meminfo.find(name);
    if (at == std::string_view::npos)
    {
        return 0;
    }
    meminfo.remove_prefix(at + name.size());
    meminfo.remove_prefix(std::min(meminfo.find_first_not_of(' '), meminfo.size()));
    std::uint64_t kibibytes = 0;
    std::from_chars(meminfo.data(), meminfo.data() + meminfo.size(), kibibytes);
    return kibibytes * 1024;
}

Room free_room(const Folders& folders)
{
    return {.memory = available_memory(read_file("/proc/meminfo")),
            .images = free_space(folders.images),
            .state = free_space(folders.state),
            .same_file_system = device_of(folders.images) == device_of(folders.state)};
}

Room room_for(std::span<const Shape> machines, bool image_is_there)
{
    Room room{.images = image_is_there || machines.empty() ? 0 : space_for_build};
    for (const Shape& shape : machines)
    {
        // A machine that has nothing to do uses half of it, and shares most of that.
        room.memory += shape.memory_in_mebibytes * mebibyte / 2 + (shape.kvm ? 0 : translated_code);
        room.state += disk_of_machine;
    }
    return room;
}

void check_room(const Room& needed, const Room& there, const Folders& folders)
{
    if (needed.memory > there.memory)
    {
        throw Error(found(rules::no_memory, {},
                          "the machines to be started need " + in_words(needed.memory) + ", and " +
                              in_words(there.memory) + " are free",
                          "end other programs, take another testbed down ('edgepool list' names them), or have fewer "
                          "or smaller machines in the file"));
    }
    const std::uint64_t images = needed.images + (there.same_file_system ? needed.state : 0);
    if (needed.images > 0 && images > there.images)
    {
        refuse_disk(folders.images, "the image and the machines' disks need", images, there.images, "XDG_CACHE_HOME");
    }
    if (needed.state > there.state)
    {
        refuse_disk(folders.state, "the machines' disks need", needed.state, there.state, "XDG_STATE_HOME");
    }
}

} // namespace edgepool::local
