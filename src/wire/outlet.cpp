// SPDX-License-Identifier: Apache-2.0
#include "wire/outlet.h"

#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/un.h>

#include "wire/unix_socket.h"

namespace edgepool::wire
{

Outlet::Outlet(Poller& poller, std::string path, Counters& counters)
    : poller_(poller), path_(std::move(path)), counters_(counters), socket_(open_datagram_socket())
{
    check_socket_path(path_);
}

Outlet::~Outlet()
{
    poller_.forget(socket_.get());
}

bool Outlet::connect()
{
    const sockaddr_un address = address_of(path_);
    connected_ = ::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    return connected_;
}

Outlet::Sent Outlet::try_connected(Frame frame) const
{
    ssize_t count = -1;
    do
    {
        count = ::send(socket_.get(), frame.data(), frame.size(), MSG_NOSIGNAL);
    }
    while (count < 0 && errno == EINTR);
    if (count >= 0)
    {
        return Sent::done;
    }
    return errno == EAGAIN || errno == ENOBUFS || errno == ENOMEM ? Sent::no_room : Sent::away;
}

Outlet::Sent Outlet::try_send(Frame frame)
{
    if (connected_)
    {
        const Sent sent = try_connected(frame);
        if (sent != Sent::away)
        {
            return sent;
        }
    }
    // Whoever was at the other end has gone; its successor may be there already.
    return connect() ? try_connected(frame) : Sent::away;
}

void Outlet::send(Frame frame)
{
    if (!held_.empty())
    {
        hold(frame);
        return;
    }
    switch (try_send(frame))
    {
    case Sent::done:
        ++counters_.sent;
        counters_.sent_bytes += frame.size();
        break;
    case Sent::no_room:
        hold(frame);
        break;
    case Sent::away:
        ++counters_.away;
        break;
    }
}

void Outlet::hold(Frame frame)
{
    const bool is_first = held_.empty();
    if (!held_.push(frame))
    {
        ++counters_.overflowed;
        return;
    }
    counters_.queued = held_.size();
    if (is_first)
    {
        poller_.watch(socket_.get(), Interest::writing, [this] { on_room(); });
    }
}

void Outlet::on_room()
{
    while (!held_.empty())
    {
        const Sent sent = try_send(held_.front());
        if (sent == Sent::no_room)
        {
            break;
        }
        if (sent == Sent::away)
        {
            counters_.away += held_.size();
            held_.clear();
            break;
        }
        ++counters_.sent;
        counters_.sent_bytes += held_.front().size();
        held_.pop();
    }
    counters_.queued = held_.size();
    if (held_.empty())
    {
        poller_.forget(socket_.get());
    }
}

} // namespace edgepool::wire
