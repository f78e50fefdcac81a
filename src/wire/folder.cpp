// SPDX-License-Identifier: Apache-2.0
#include "wire/folder.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "wire/rules.h"

namespace edgepool::wire
{

namespace
{

std::string message(int number)
{
    return std::generic_category().message(number);
}

[[noreturn]] void refuse(const std::string& folder, const std::string& why)
{
    throw Error(found(rules::bad_folder, {}, folder + ": " + why,
                      "name a folder that belongs to you and has the mode 700, by its whole path"));
}

bool is_still_there(const Handle& lock, const std::string& path)
{
    struct stat held{};
    struct stat there{};
    return ::fstat(lock.get(), &held) == 0 && ::stat(path.c_str(), &there) == 0 && held.st_ino == there.st_ino &&
           held.st_dev == there.st_dev;
}

bool write_all(const Handle& file, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size())
    {
        const ssize_t count = ::write(file.get(), text.data() + done, text.size() - done);
        if (count < 0 && errno != EINTR)
        {
            return false;
        }
        done += static_cast<std::size_t>(count < 0 ? 0 : count);
    }
    return true;
}

} // namespace

std::string lock_path(const std::string& folder)
{
    return folder + "/switch.lock";
}

std::string wiring_path(const std::string& folder)
{
    return folder + "/switch.wiring";
}

std::string control_path(const std::string& folder)
{
    return folder + "/switch.control";
}

std::string segment_path(const std::string& folder, const std::string& segment)
{
    return folder + "/" + segment + ".net";
}

std::string member_path(const std::string& folder, const std::string& member)
{
    return folder + "/" + member;
}

void check_folder(const std::string& folder)
{
    struct stat status{};
    if (!folder.starts_with('/'))
    {
        refuse(folder, "the path does not begin with '/'");
    }
    if (::lstat(folder.c_str(), &status) != 0)
    {
        refuse(folder, message(errno));
    }
    if (!S_ISDIR(status.st_mode))
    {
        refuse(folder, message(ENOTDIR));
    }
    if (status.st_uid != ::geteuid())
    {
        refuse(folder, "it belongs to another user");
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    {
        refuse(folder, "others may enter it");
    }
}

Handle lock_folder(const std::string& folder)
{
    const std::string path = lock_path(folder);
    while (true)
    {
        Handle lock(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
        if (!lock)
        {
            refuse(folder, "switch.lock: " + message(errno));
        }
        if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
        {
            throw Error(found(rules::already_running, {}, folder, "one switch serves all networks of a testbed"));
        }
        // Whoever held it before may have removed the file between the two calls.
        if (is_still_there(lock, path))
        {
            return lock;
        }
    }
}

void write_wiring(const std::string& folder, const Wiring& wiring)
{
    const std::string path = wiring_path(folder);
    const std::string fresh = path + ".new";
    const Handle file(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR));
    if (!file || !write_all(file, to_text(wiring)) || std::rename(fresh.c_str(), path.c_str()) != 0)
    {
        const int number = errno;
        ::unlink(fresh.c_str());
        throw Error(found(rules::cannot_write_wiring, {}, path + ": " + message(number),
                          "look at the room that is left in the folder (df)"));
    }
}

Wiring read_wiring(const std::string& folder)
{
    const std::string path = wiring_path(folder);
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file.is_open() || file.bad())
    {
        throw Error(found(rules::cannot_read_wiring, {}, path, "'edgepool up' writes it and starts the switch"));
    }
    Diagnostics diagnostics;
    auto wiring = parse_wiring(std::make_shared<const Source>(path, std::move(text)), diagnostics);
    if (!wiring)
    {
        const Diagnostic& first = diagnostics.items().front();
        throw Error(
            found(rules::bad_wiring, first.where, first.summary + ": " + first.detail, "'edgepool up' writes it anew"));
    }
    return *std::move(wiring);
}

} // namespace edgepool::wire
