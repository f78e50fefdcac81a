// SPDX-License-Identifier: Apache-2.0
#include "member/outlet.h"

#include <algorithm>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

namespace edgepool::member
{

namespace
{

/// A pipe that can be written to takes as much without blocking.
constexpr std::size_t one_write = 4096;

bool takes_more(int descriptor)
{
    pollfd file{.fd = descriptor, .events = POLLOUT, .revents = 0};
    return ::poll(&file, 1, 0) > 0;
}

} // namespace

bool Outlet::has_room_for(std::size_t size)
{
    if (written_ > most_queued / 2)
    {
        queue_.erase(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(written_));
        written_ = 0;
    }
    return queue_.size() - written_ + size <= most_queued;
}

void Outlet::add_report(handlespace::View datagram)
{
    if (has_room_for(datagram.size()))
    {
        handlespace::add_report_frame(queue_, datagram);
    }
    else
    {
        ++lost_;
    }
}

void Outlet::add_tally(handlespace::Tally tally)
{
    tally.lost += lost_;
    if (has_room_for(sizeof tally))
    {
        handlespace::add_tally_frame(queue_, tally);
    }
}

bool Outlet::write()
{
    while (wants_to_write() && takes_more(descriptor_.get()))
    {
        const std::size_t size = std::min(queue_.size() - written_, one_write);
        const ssize_t count = ::write(descriptor_.get(), queue_.data() + written_, size);
        if (count < 0)
        {
            return errno == EAGAIN || errno == EINTR;
        }
        written_ += static_cast<std::size_t>(count);
    }
    if (!wants_to_write())
    {
        queue_.clear();
        written_ = 0;
    }
    return true;
}

} // namespace edgepool::member
