// SPDX-License-Identifier: Apache-2.0
#include "package/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "package/entry.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

constexpr std::string_view version_control = ".git";

std::string message_of(int number)
{
    return std::generic_category().message(number);
}

[[noreturn]] void fail(const std::string& path, int number)
{
    throw Error(found(rules::cannot_read, {}, path + ": " + message_of(number)));
}

class Descriptor
{
public:
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor()
    {
        if (number_ >= 0)
        {
            ::close(number_);
        }
    }

    bool good() const { return number_ >= 0; }
    int get() const { return number_; }
    int release() { return std::exchange(number_, -1); }

private:
    int number_;
};

struct CloseFolder
{
    void operator()(DIR* folder) const { ::closedir(folder); }
};

using Folder = std::unique_ptr<DIR, CloseFolder>;

/// The names in the folder, in order; nullopt if it cannot be read. Takes the descriptor.
std::optional<std::vector<std::string>> names_in(Descriptor& descriptor, std::size_t most)
{
    const Folder folder(::fdopendir(descriptor.get()));
    if (!folder)
    {
        return std::nullopt;
    }
    descriptor.release();
    std::vector<std::string> names;
    for (const dirent* entry = ::readdir(folder.get()); entry != nullptr && names.size() <= most;
         entry = ::readdir(folder.get()))
    {
        const std::string_view name = static_cast<const char*>(entry->d_name);
        if (name != "." && name != ".." && name != version_control)
        {
            names.emplace_back(name);
        }
    }
    std::ranges::sort(names);
    return names;
}

EntryType type_of(mode_t mode)
{
    return S_ISREG(mode)   ? EntryType::file
           : S_ISDIR(mode) ? EntryType::folder
           : S_ISLNK(mode) ? EntryType::link
                           : EntryType::special;
}

std::string read_link(int folder, const std::string& name)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t size = ::readlinkat(folder, name.c_str(), target.data(), target.size());
    return {target.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

/// Reads a folder and those in it. No name is ever resolved by the system but from its own folder, and no link is
/// followed: whoever changes the tree meanwhile cannot lead the reader out of it.
class FolderReader
{
public:
    explicit FolderReader(Inventory& inventory) : inventory_(inventory) {}

    /// False: nothing more is to be read.
    bool read(Descriptor& descriptor, const std::string& path)
    {
        const Descriptor here(::fcntl(descriptor.get(), F_DUPFD_CLOEXEC, 0));
        const auto names = here.good() ? names_in(descriptor, inventory_.limits().files) : std::nullopt;
        if (!names)
        {
            unreadable(path, errno);
            return true;
        }
        return std::ranges::all_of(*names, [&](const std::string& name) { return take(here.get(), path, name); });
    }

private:
    bool take(int folder, const std::string& path, const std::string& name)
    {
        const std::string full = path + "/" + name;
        struct stat status{};
        if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        {
            unreadable(full, errno);
            return true;
        }
        Entry entry{.name = full,
                    .type = type_of(status.st_mode),
                    .size = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0)),
                    .executable = (status.st_mode & 0111U) != 0};
        if (entry.type == EntryType::link)
        {
            entry.target = read_link(folder, name);
        }
        const Verdict verdict = inventory_.add(entry);
        if (verdict != Verdict::take)
        {
            return verdict == Verdict::skip;
        }
        return entry.type == EntryType::folder ? enter(folder, full, name) : take_content(folder, full, name);
    }

    bool enter(int folder, const std::string& full, const std::string& name)
    {
        Descriptor below(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
        if (!below.good())
        {
            unreadable(full, errno);
            return true;
        }
        return read(below, full);
    }

    bool take_content(int folder, const std::string& full, const std::string& name)
    {
        if (!inventory_.wants_text())
        {
            if (::faccessat(folder, name.c_str(), R_OK, AT_EACCESS) != 0)
            {
                unreadable(full, errno);
            }
            return true;
        }
        const Descriptor file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK));
        struct stat status{};
        if (!file.good() || ::fstat(file.get(), &status) != 0 || !S_ISREG(status.st_mode))
        {
            unreadable(full, errno);
            return true;
        }
        return read_text(file.get(), full, static_cast<std::uint64_t>(status.st_size));
    }

    bool read_text(int file, const std::string& full, std::uint64_t size)
    {
        constexpr std::size_t block_size = std::size_t{64} << 10U;
        std::string text;
        text.reserve(inventory_.room_for(size) + block_size);
        for (;;)
        {
            const std::size_t end = text.size();
            text.resize(end + block_size);
            const ssize_t count = ::read(file, text.data() + end, block_size);
            text.resize(end + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
            if (count < 0 && errno == EINTR)
            {
                continue;
            }
            if (count < 0)
            {
                unreadable(full, errno);
                return true;
            }
            if (count == 0)
            {
                inventory_.keep_text(std::move(text));
                return true;
            }
            if (!inventory_.count(static_cast<std::uint64_t>(count)))
            {
                return false;
            }
        }
    }

    void unreadable(const std::string& path, int number)
    {
        inventory_.report(rules::unreadable, "'" + path + "': " + message_of(number),
                          "let yourself read it: chmod u+r; or leave it out");
    }

    Inventory& inventory_;
};

} // namespace

void read_folder(const std::string& path, const std::string& root, Inventory& inventory)
{
    Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.good())
    {
        fail(path, errno);
    }
    FolderReader(inventory).read(descriptor, root);
}

std::string name_of_folder(const std::string& path)
{
    std::error_code fault;
    const std::filesystem::path full = std::filesystem::canonical(path, fault);
    if (fault)
    {
        fail(path, fault.value());
    }
    return full.has_filename() ? full.filename().string() : "package";
}

std::vector<std::string> list_folder(const std::string& path)
{
    std::error_code fault;
    std::vector<std::string> names;
    for (std::filesystem::directory_iterator entry(path, fault), end; !fault && entry != end; entry.increment(fault))
    {
        std::error_code unknown;
        names.push_back(entry->path().filename().string() + (entry->is_directory(unknown) ? "/" : ""));
    }
    if (fault)
    {
        fail(path, fault.value());
    }
    std::ranges::sort(names);
    return names;
}

} // namespace edgepool::package
