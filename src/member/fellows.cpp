// SPDX-License-Identifier: Apache-2.0
#include "member/fellows.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include <sys/socket.h>
#include <sys/un.h>

namespace edgepool::member
{

namespace
{

constexpr int most_waiting = 16;

struct Name
{
    sockaddr_un address{};
    socklen_t size = 0;
};

/// The zero at its front makes it a name of this machine instead of a file's.
Name name_for(const Endpoint& endpoint)
{
    Name name;
    const std::string text = ("edgepool-collect-" + to_string(endpoint)).substr(0, sizeof name.address.sun_path - 1);
    name.address.sun_family = AF_UNIX;
    std::ranges::copy(text, name.address.sun_path + 1);
    name.size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + text.size());
    return name;
}

process::Descriptor open_socket()
{
    return process::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
}

} // namespace

FellowsDoor::FellowsDoor(const Endpoint& endpoint) : socket_(open_socket())
{
    const Name name = name_for(endpoint);
    if (::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&name.address), name.size) != 0 ||
        ::listen(socket_.get(), most_waiting) != 0)
    {
        socket_.close();
    }
}

process::Descriptor FellowsDoor::admit()
{
    return process::Descriptor(socket_.good() ? ::accept4(socket_.get(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC)
                                              : -1);
}

process::Descriptor connect_to_fellow(const Endpoint& endpoint)
{
    process::Descriptor socket = open_socket();
    const Name name = name_for(endpoint);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&name.address), name.size) != 0)
    {
        socket.close();
    }
    return socket;
}

} // namespace edgepool::member
