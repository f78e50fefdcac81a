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
    // The journal would be the place, and takes an emulated processor a third of a second for it.
    return FirstCommand(std::move(output), process::Descriptor(::open("/run/edgepool/first-start.log",
                                                                      O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600)));
}

void FirstCommand::keep(std::string_view words)
{
    constexpr std::size_t most = std::size_t{256} << 10U;
    if (kept_ < most)
    {
        kept_ += words.size();
        [[maybe_unused]] const ssize_t written = ::write(record_.get(), words.data(), words.size());
    }
}

std::optional<std::string> FirstCommand::hear()
{
    std::array<char, 4096> block{};
    const ssize_t count = ::read(output_.get(), block.data(), block.size());
    if (count > 0)
    {
        std::string words(block.data(), static_cast<std::size_t>(count));
        keep(words);
        return words;
    }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? std::optional(std::string()) : std::nullopt;
}

} // namespace edgepool::agent
