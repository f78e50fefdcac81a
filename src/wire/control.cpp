// SPDX-License-Identifier: Apache-2.0
#include "wire/control.h"

#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include "wire/unix_socket.h"

namespace edgepool::wire
{

Control::Control(Poller& poller, std::string path, Answer answer)
    : poller_(poller), path_(std::move(path)), answer_(std::move(answer)), socket_(listen_at(path_))
{
    poller_.watch(socket_.get(), Interest::reading, [this] { on_client(); });
}

Control::~Control()
{
    poller_.forget(socket_.get());
    for (const auto& [descriptor, client] : clients_)
    {
        poller_.forget(descriptor);
    }
}

void Control::leave() const
{
    ::unlink(path_.c_str());
}

void Control::on_client()
{
    Handle socket(::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (!socket || clients_.size() == most_clients)
    {
        return;
    }
    const int descriptor = socket.get();
    clients_[descriptor].socket = std::move(socket);
    poller_.watch(descriptor, Interest::reading, [this, descriptor] { on_ready(descriptor); });
}

/// There is something to read, or at last room to send.
void Control::on_ready(int descriptor)
{
    Client& client = clients_.at(descriptor);
    if (client.unsent.empty())
    {
        read(client);
    }
    if (!send(client) || (client.unsent.empty() && client.is_ending))
    {
        poller_.forget(descriptor);
        clients_.erase(descriptor);
        return;
    }
    // No more requests before the answers are gone.
    const Interest next = client.unsent.empty() ? Interest::reading : Interest::writing;
    poller_.watch(descriptor, next, [this, descriptor] { on_ready(descriptor); });
}

void Control::read(Client& client)
{
    std::array<char, longest_line> block{};
    const ssize_t count = ::recv(client.socket.get(), block.data(), block.size(), 0);
    if (count > 0)
    {
        client.unread.append(block.data(), static_cast<std::size_t>(count));
        answer_lines(client);
    }
    else
    {
        client.is_ending = count == 0 || (errno != EAGAIN && errno != EINTR);
    }
}

void Control::answer_lines(Client& client)
{
    std::size_t begin = 0;
    for (std::size_t end = client.unread.find('\n'); end != std::string::npos; end = client.unread.find('\n', begin))
    {
        client.unsent += answer_(std::string_view{client.unread}.substr(begin, end - begin));
        begin = end + 1;
    }
    client.unread.erase(0, begin);
    if (client.unread.size() >= longest_line)
    {
        client.unsent += "error wire.bad-request: a line without end\n";
        client.is_ending = true;
    }
}

/// False if the client has gone.
bool Control::send(Client& client)
{
    while (!client.unsent.empty())
    {
        const ssize_t count = ::send(client.socket.get(), client.unsent.data(), client.unsent.size(), MSG_NOSIGNAL);
        if (count < 0)
        {
            return errno == EAGAIN || errno == EINTR;
        }
        client.unsent.erase(0, static_cast<std::size_t>(count));
    }
    return true;
}

} // namespace edgepool::wire
