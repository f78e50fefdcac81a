// SPDX-License-Identifier: Apache-2.0
#include "local/files.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/error.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;
using process::Descriptor;

[[noreturn]] void fail(const std::string& path, int fault)
{
    const bool full = fault == ENOSPC || fault == EDQUOT;
    throw Error(found(full ? rules::no_space : rules::cannot_use_file, {},
                      path + ": " + std::generic_category().message(fault),
                      full ? "make room on the file system of " + path : "look who owns it and what its rights are"));
}

void write_all(const Descriptor& file, std::string_view content, const std::string& path)
{
    while (!content.empty())
    {
        const ssize_t count = ::write(file.get(), content.data(), content.size());
        if (count < 0 && errno != EINTR)
        {
            fail(path, errno);
        }
        content.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

bool read_all(const std::string& path, std::string& text)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 65536> block{};
    for (ssize_t count = file.good() ? 1 : -1; count != 0;)
    {
        count = count < 0 ? count : ::read(file.get(), block.data(), block.size());
        if (count < 0)
        {
            return false;
        }
        text.append(block.data(), static_cast<std::size_t>(count));
    }
    return true;
}

void sync_path(const std::string& path, int flags)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | flags));
    if (!file.good() || ::fsync(file.get()) != 0)
    {
        fail(path, errno);
    }
}

std::vector<std::string> entries_of(const std::string& folder, bool (*wanted)(const fs::directory_entry&))
{
    std::vector<std::string> paths;
    std::error_code fault;
    for (fs::directory_iterator entry(folder, fault), end; !fault && entry != end; entry.increment(fault))
    {
        if (wanted(*entry))
        {
            paths.push_back(entry->path().string());
        }
    }
    std::ranges::sort(paths);
    return paths;
}

} // namespace

std::string read_file(const std::string& path)
{
    std::string text;
    if (!read_all(path, text))
    {
        fail(path, errno);
    }
    return text;
}

std::string read_file_if_there(const std::string& path)
{
    std::string text;
    return read_all(path, text) ? text : std::string();
}

Descriptor create_file(const std::string& path, unsigned mode)
{
    Descriptor file(::open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, mode));
    if (!file.good())
    {
        fail(path, errno);
    }
    return file;
}

void write_file(const std::string& path, std::string_view content, unsigned mode)
{
    const std::string partial = path + ".partial." + std::to_string(::getpid());
    {
        const Descriptor file = create_file(partial, mode);
        write_all(file, content, partial);
        if (::fsync(file.get()) != 0)
        {
            fail(partial, errno);
        }
    }
    rename_path(partial, path);
}

void make_folder(const std::string& path, unsigned mode)
{
    std::error_code fault;
    if (const fs::path above = fs::path(path).parent_path(); !above.empty())
    {
        fs::create_directories(above, fault);
    }
    if (::mkdir(path.c_str(), mode) != 0 && errno != EEXIST)
    {
        fail(path, errno);
    }
}

std::vector<std::string> files_in(const std::string& folder)
{
    return entries_of(folder, [](const fs::directory_entry& entry) {
        std::error_code unknown;
        return entry.is_regular_file(unknown);
    });
}

std::vector<std::string> folders_in(const std::string& folder)
{
    return entries_of(folder, [](const fs::directory_entry& entry) {
        std::error_code unknown;
        return entry.is_directory(unknown) && !entry.is_symlink(unknown);
    });
}

/// "36 35 98:0 /root /mount/point options ...", with spaces in the point written as \\040.
bool is_mounted_below(const std::string& path)
{
    std::error_code unknown;
    std::string real = fs::weakly_canonical(path, unknown).string();
    for (std::size_t space = real.find(' '); space != std::string::npos; space = real.find(' ', space))
    {
        real.replace(space, 1, "\\040");
    }
    std::ifstream mounts("/proc/self/mountinfo");
    for (std::string line; std::getline(mounts, line);)
    {
        std::istringstream words(line);
        std::string point;
        for (int word = 0; word < 5; ++word)
        {
            words >> point;
        }
        if (point == real || point.starts_with(real + "/"))
        {
            return true;
        }
    }
    return false;
}

void remove_tree(const std::string& path)
{
    if (is_mounted_below(path))
    {
        throw Error(found(rules::cannot_use_file, {}, path + ": something is mounted there", "unmount it first"));
    }
    std::error_code fault;
    fs::remove_all(path, fault);
    if (!fault)
    {
        return;
    }
    std::error_code unknown;
    for (fs::recursive_directory_iterator entry(path, unknown), end; !unknown && entry != end; entry.increment(unknown))
    {
        std::error_code ignored;
        if (entry->is_directory(ignored) && !entry->is_symlink(ignored))
        {
            fs::permissions(entry->path(), fs::perms::owner_all, fs::perm_options::add, ignored);
        }
    }
    fs::remove_all(path, fault);
    if (fault)
    {
        fail(path, fault.value());
    }
}

void sync_folder(const std::string& path)
{
    for (const std::string& file : files_in(path))
    {
        sync_path(file, 0);
    }
    sync_path(path, O_DIRECTORY);
}

void rename_path(const std::string& from, const std::string& to)
{
    if (::rename(from.c_str(), to.c_str()) != 0)
    {
        fail(to, errno);
    }
    sync_path(fs::path(to).parent_path().string(), O_DIRECTORY);
}

std::uint64_t free_space(const std::string& path)
{
    fs::path there = path;
    std::error_code unknown;
    while (!fs::exists(there, unknown) && there.has_parent_path() && there != there.parent_path())
    {
        there = there.parent_path();
    }
    struct statvfs system{};
    if (::statvfs(there.c_str(), &system) != 0)
    {
        fail(there.string(), errno);
    }
    return std::uint64_t{system.f_bavail} * system.f_frsize;
}

FileLock FileLock::take(const std::string& path, process::Deadline deadline, const std::stop_token& stop)
{
    FileLock lock;
    Descriptor file(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
    const process::StopSignal signal(stop);
    for (;;)
    {
        if (file.good() && ::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        {
            lock.file_ = std::move(file);
            return lock;
        }
        if (!file.good() || (errno != EWOULDBLOCK && errno != EINTR))
        {
            fail(path, errno);
        }
        const process::Deadline next = std::min(deadline, process::in(std::chrono::milliseconds(100)));
        if (!process::sleep_until(next, signal) || process::Clock::now() >= deadline)
        {
            return lock;
        }
    }
}

} // namespace edgepool::local
