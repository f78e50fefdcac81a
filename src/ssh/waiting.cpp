// SPDX-License-Identifier: Apache-2.0
#include "ssh/waiting.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/error.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

void Waiting::Wake::operator()() const noexcept
{
    ::eventfd_write(descriptor, 1);
}

Waiting::Waiting(std::string machine, Patience patience)
    : machine_(std::move(machine)),
      patience_(std::move(patience)),
      descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (descriptor_ >= 0)
    {
        callback_.emplace(patience_.stop, Wake{descriptor_});
    }
}

Waiting::~Waiting()
{
    callback_.reset(); // it may run until here
    if (descriptor_ >= 0)
    {
        ::close(descriptor_);
    }
}

void Waiting::check() const
{
    if (patience_.stop.stop_requested())
    {
        throw Error(found(rules::stopped, {}, machine_, "run the same command again to go on"));
    }
    if (Clock::now() >= patience_.deadline)
    {
        throw Error(found(rules::timeout, {}, machine_,
                          "see what it is doing: 'edgepool console NAME' shows the console of a local machine"),
                    Retry::may_help);
    }
}

void Waiting::wait(int socket, Direction direction) const
{
    const auto wants = [&](Direction one) {
        return (static_cast<unsigned>(direction) & static_cast<unsigned>(one)) != 0;
    };
    const int events = (wants(Direction::in) ? POLLIN : 0) | (wants(Direction::out) ? POLLOUT : 0);
    std::array<pollfd, 2> wanted{{{.fd = socket, .events = static_cast<short>(events), .revents = 0},
                                  {.fd = descriptor_, .events = POLLIN, .revents = 0}}};
    while (true)
    {
        check();
        // In slices, so that a deadline at the end of time does not overflow.
        const auto left = std::min<Clock::duration>(patience_.deadline - Clock::now(), std::chrono::seconds(10));
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
        const int ready =
            ::poll(wanted.data(), wanted.size(), static_cast<int>(std::max<std::int64_t>(milliseconds, 0)));
        if (ready > 0 && wanted[0].revents != 0)
        {
            return;
        }
    }
}

} // namespace edgepool::ssh
