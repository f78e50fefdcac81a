// SPDX-License-Identifier: Apache-2.0
#include "local/seed_port.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>

#include "base/error.h"
#include "local/qmp.h"
#include "local/rules.h"
#include "process/rules.h"

namespace edgepool::local
{

SeedPort::SeedPort(const std::string& path, int gone, process::Deadline deadline, std::stop_token stop)
    : path_(path),
      socket_(connect_to_socket(path)),
      gone_(::fcntl(gone, F_DUPFD_CLOEXEC, 0)),
      deadline_(deadline),
      stop_(std::move(stop))
{
    if (!socket_.good())
    {
        throw Error(found(rules::silent, {}, path_ + ": nobody listens there"));
    }
}

void SeedPort::hand_over(process::Deadline deadline, std::stop_token stop)
{
    deadline_ = deadline;
    stop_ = std::move(stop);
}

void SeedPort::wait(process::Watched::For what)
{
    const process::StopSignal signal(stop_);
    std::array<process::Watched, 2> waited{{{.descriptor = socket_.get(), .what = what}, {.descriptor = gone_.get()}}};
    switch (signal.wait(waited, deadline_))
    {
    case process::Woken::stopped:
        throw Error(found(process::rules::interrupted, {}, path_));
    case process::Woken::expired:
        throw Error(
            found(rules::silent, {}, "its agent did not answer in time",
                  "if this computer is only slow, run the same command again; else leave out what the testbed file "
                  "adds under 'image'"));
    case process::Woken::ready:
        break;
    }
    if (!waited[0].ready)
    {
        throw Error(found(rules::silent, {}, "its process has ended"));
    }
}

void SeedPort::say(const Secret& message)
{
    std::string_view rest = message.expose();
    while (!rest.empty())
    {
        wait(process::Watched::For::writing);
        const ssize_t count = ::send(socket_.get(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (count < 0 && errno != EAGAIN)
        {
            throw Error(found(rules::silent, {}, "the connection to its agent broke"));
        }
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

std::string SeedPort::listen()
{
    for (;;)
    {
        if (const std::size_t end = heard_.find('\n'); end != std::string::npos)
        {
            std::string line = heard_.substr(0, end);
            heard_.erase(0, end + 1);
            return line;
        }
        wait(process::Watched::For::reading);
        std::array<char, 1024> block{};
        const ssize_t count = ::recv(socket_.get(), block.data(), block.size(), 0);
        constexpr std::size_t longest_line = 65536;
        if (count <= 0 || heard_.size() > longest_line)
        {
            throw Error(found(rules::silent, {}, "the connection to its agent broke"));
        }
        heard_.append(block.data(), static_cast<std::size_t>(count));
    }
}

} // namespace edgepool::local
