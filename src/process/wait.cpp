// SPDX-License-Identifier: Apache-2.0
#include "process/wait.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <utility>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace edgepool::process
{

void StopSignal::Raise::operator()() const noexcept
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(descriptor, &one, sizeof one);
}

StopSignal::StopSignal(std::stop_token token)
    : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), token_(std::move(token))
{
    callback_.emplace(token_, Raise{descriptor_.get()});
}

Woken StopSignal::wait(std::span<Watched> watched, Deadline deadline) const
{
    std::vector<pollfd> all;
    for (const Watched& one : watched)
    {
        const short events = one.what == Watched::For::reading ? POLLIN : POLLOUT;
        all.push_back({.fd = one.descriptor, .events = events, .revents = 0});
    }
    all.push_back({.fd = descriptor_.get(), .events = POLLIN, .revents = 0});
    for (;;)
    {
        if (token_.stop_requested())
        {
            return Woken::stopped;
        }
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        const int count =
            ::poll(all.data(), all.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000)));
        if (count > 0 && all.back().revents == 0)
        {
            for (std::size_t index = 0; index < watched.size(); ++index)
            {
                watched[index].ready = all[index].revents != 0;
            }
            return Woken::ready;
        }
        if (count == 0 && Clock::now() >= deadline)
        {
            return Woken::expired;
        }
    }
}

bool sleep_until(Deadline deadline, const StopSignal& stop)
{
    return stop.wait({}, deadline) == Woken::expired;
}

} // namespace edgepool::process
