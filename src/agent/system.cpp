// SPDX-License-Identifier: Apache-2.0
#include "agent/system.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/rule.h"
#include "process/descriptor.h"

namespace edgepool::agent
{

namespace
{

using process::Descriptor;

constexpr Rule rule{"machine.seed-refused", "the machine cannot become what its seed says"};

void write_all(int file, std::string_view content, const std::string& path)
{
    while (!content.empty())
    {
        const ssize_t count = ::write(file, content.data(), content.size());
        if (count < 0)
        {
            fail("write " + path);
        }
        content.remove_prefix(static_cast<std::size_t>(count));
    }
}

} // namespace

void fail(const std::string& what)
{
    throw Error(found(rule, {}, what + (errno == 0 ? "" : std::string(": ") + std::strerror(errno))));
}

std::string read_text(const std::string& path)
{
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    std::string text;
    std::array<char, 4096> block{};
    for (ssize_t count = 1; file.good() && count > 0;)
    {
        count = ::read(file.get(), block.data(), block.size());
        text.append(block.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    return text;
}

void make_folders_for(const std::string& path)
{
    for (std::size_t slash = path.find('/', 1); slash != std::string::npos; slash = path.find('/', slash + 1))
    {
        const std::string folder = path.substr(0, slash);
        // sshd wants ~/.ssh to be closed to others.
        const unsigned mode = folder.ends_with("/.ssh") ? 0700 : 0755;
        if (::mkdir(folder.c_str(), mode) != 0 && errno != EEXIST)
        {
            fail("make the folder " + folder);
        }
    }
}

void write_file(const std::string& path, std::string_view content, unsigned mode)
{
    make_folders_for(path);
    const std::string partial = path + ".new";
    ::unlink(partial.c_str());
    {
        const Descriptor file(::open(partial.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600));
        if (!file.good())
        {
            fail("create " + partial);
        }
        write_all(file.get(), content, partial);
        if (::fchmod(file.get(), mode) != 0)
        {
            fail("set the rights of " + partial);
        }
    }
    if (::rename(partial.c_str(), path.c_str()) != 0)
    {
        fail("rename to " + path);
    }
}

void write_into(const std::string& path, std::string_view content)
{
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    if (!file.good())
    {
        fail("open " + path);
    }
    write_all(file.get(), content, path);
}

} // namespace edgepool::agent
