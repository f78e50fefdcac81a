// SPDX-License-Identifier: Apache-2.0
#include "agent/first_command.h"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <unistd.h>

#include "agent/program.h"
#include "agent/system.h"
#include "seed/seed.h"

namespace edgepool::agent
{

std::optional<FirstCommand> FirstCommand::start()
{
    // It may hold secrets: nothing of it stays.
    const std::string path(seed::first_command_path);
    const process::Descriptor command(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!command.good())
    {
        return std::nullopt;
    }
    ::unlink(path.c_str());
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
    {
        fail("make a pipe");
    }
    process::Descriptor output(ends[0]);
    const process::Descriptor input(ends[1]);
    ::fcntl(output.get(), F_SETFL, O_NONBLOCK);
    agent::start({"/bin/sh", "-s"}, {.input = command.get(), .output = input.get()});
    return FirstCommand(std::move(output));
}

std::optional<std::string> FirstCommand::hear()
{
    std::array<char, 4096> block{};
    const ssize_t count = ::read(output_.get(), block.data(), block.size());
    if (count > 0)
    {
        return std::string(block.data(), static_cast<std::size_t>(count));
    }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? std::optional(std::string()) : std::nullopt;
}

} // namespace edgepool::agent
