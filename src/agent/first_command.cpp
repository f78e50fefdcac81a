// SPDX-License-Identifier: Apache-2.0
#include "agent/first_command.h"

#include <array>
#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

#include "agent/program.h"
#include "agent/system.h"
#include "base/error.h"
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

/// The journal would be the place, and takes an emulated processor a third of a second for it.
void FirstCommand::keep() const
{
    try
    {
        write_file("/run/edgepool/first-start.log", said_, 0600);
    }
    catch (const Error& error)
    {
        // It has been said on the port, which is what counts.
        std::fprintf(stderr, "%s\n", error.what());
    }
}

std::optional<std::string> FirstCommand::hear()
{
    constexpr std::size_t most_kept = std::size_t{256} << 10U;
    std::array<char, 4096> block{};
    const ssize_t count = ::read(output_.get(), block.data(), block.size());
    if (count > 0)
    {
        std::string words(block.data(), static_cast<std::size_t>(count));
        said_ += said_.size() < most_kept ? words : "";
        return words;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
    {
        return "";
    }
    keep();
    return std::nullopt;
}

} // namespace edgepool::agent
