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
    wait_or_fail(socket, direction, patience_.longest_silence);
}

void Waiting::wait_for_connection(int socket) const
{
    wait_or_fail(socket, Direction::out, patience_.longest_connecting);
}

void Waiting::wait_or_fail(int socket, Direction direction, Clock::duration time) const
{
    if (!wait_for(socket, direction, time))
    {
        const auto seconds = std::chrono::ceil<std::chrono::seconds>(time).count();
        throw Error(found(rules::timeout, {}, machine_ + " has said nothing for " + std::to_string(seconds) + " s",
                          "see whether it hangs, and what is between here and there"),
                    Retry::may_help);
    }
}

bool Waiting::wait_for(int socket, Direction direction, Clock::duration time) const
{
    const auto wants = [&](Direction one) {
        return (static_cast<unsigned>(direction) & static_cast<unsigned>(one)) != 0;
    };
    const int events = (wants(Direction::in) ? POLLIN : 0) | (wants(Direction::out) ? POLLOUT : 0);
    std::array<pollfd, 2> wanted{{{.fd = socket, .events = static_cast<short>(events), .revents = 0},
                                  {.fd = descriptor_, .events = POLLIN, .revents = 0}}};
    const auto until = Clock::now() + time;
    while (true)
    {
        check();
        // In slices, so that a deadline at the end of time does not overflow.
        const auto now = Clock::now();
        const auto left = std::min({patience_.deadline - now, until - now, Clock::duration(std::chrono::seconds(10))});
        const auto milliseconds = std::chrono::ceil<std::chrono::milliseconds>(left).count();
        const int ready =
            ::poll(wanted.data(), wanted.size(), static_cast<int>(std::max<std::int64_t>(milliseconds, 0)));
        if (ready > 0 && wanted[0].revents != 0)
        {
            return true;
        }
        if (Clock::now() >= until)
        {
            check();
            return false;
        }
    }
}

void Waiting::pause(Clock::duration time) const
{
    constexpr int nothing = -1; // which poll() takes no notice of
    (void)wait_for(nothing, Direction::in, time);
}

} // namespace edgepool::ssh
