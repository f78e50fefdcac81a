// SPDX-License-Identifier: Apache-2.0
#include "cli/forwarding.h"

#include <string>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/rule.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule cannot_forward{"pool.cannot-forward", "reports cannot be passed on"};

} // namespace

Forwarding::Forwarding(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        throw Error(found(cannot_forward, {}, "port " + std::to_string(port) + " of 127.0.0.1"));
    }
}

Forwarding::~Forwarding()
{
    ::close(socket_);
}

void Forwarding::send(handlespace::View datagram) const
{
    ::send(socket_, datagram.data(), datagram.size(), 0);
}

} // namespace edgepool::cli
