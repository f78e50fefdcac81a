// SPDX-License-Identifier: Apache-2.0
#include "wire/poller.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <sys/epoll.h>

#include "base/error.h"
#include "wire/rules.h"

namespace edgepool::wire
{

namespace
{

[[noreturn]] void fail(int number)
{
    throw Error(found(rules::cannot_open_socket, {}, "epoll: " + std::generic_category().message(number),
                      "look at how many files a process may open (ulimit -n)"));
}

} // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC))
{
    if (!epoll_)
    {
        fail(errno);
    }
}

void Poller::watch(int descriptor, Interest interest, std::function<void()> ready)
{
    const bool is_new = !callbacks_.contains(descriptor);
    epoll_event event{};
    event.events = interest == Interest::reading ? EPOLLIN : EPOLLOUT;
    event.data.fd = descriptor;
    if (::epoll_ctl(epoll_.get(), is_new ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, descriptor, &event) != 0)
    {
        fail(errno);
    }
    callbacks_[descriptor] = std::make_shared<std::function<void()>>(std::move(ready));
}

void Poller::forget(int descriptor)
{
    if (callbacks_.erase(descriptor) != 0)
    {
        ::epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, descriptor, nullptr);
    }
}

void Poller::wait()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), -1);
    if (count < 0 && errno != EINTR)
    {
        fail(errno);
    }
    for (int i = 0; i < count; ++i)
    {
        // Whoever was called before may have taken this one away.
        const auto found = callbacks_.find(events[static_cast<std::size_t>(i)].data.fd);
        if (found != callbacks_.end())
        {
            const auto ready = found->second;
            (*ready)();
        }
    }
}

} // namespace edgepool::wire
