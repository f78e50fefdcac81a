// SPDX-License-Identifier: Apache-2.0
#include "ssh/connect.h"

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

struct FreeAddresses
{
    void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};

using Addresses = std::unique_ptr<addrinfo, FreeAddresses>;

/// A name is looked up by the system, which has deadlines of its own.
Addresses look_up(const std::string& host, std::uint16_t port)
{
    addrinfo wanted{};
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int fault = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &list);
    if (fault != 0)
    {
        throw Error(found(rules::unknown_address, {}, fmt::format("{}: {}", host, ::gai_strerror(fault)),
                          "look at the address in the testbed file"),
                    fault == EAI_AGAIN ? Retry::may_help : Retry::useless);
    }
    return Addresses(list);
}

void set(int socket, int level, int option, int value)
{
    ::setsockopt(socket, level, option, &value, sizeof value);
}

void prepare(int socket)
{
    set(socket, IPPROTO_TCP, TCP_NODELAY, 1);
    set(socket, SOL_SOCKET, SO_KEEPALIVE, 1);
    set(socket, IPPROTO_TCP, TCP_KEEPIDLE, 15);
    set(socket, IPPROTO_TCP, TCP_KEEPINTVL, 5);
    set(socket, IPPROTO_TCP, TCP_KEEPCNT, 3);
    set(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, 30'000);
}

/// Zero, or what is wrong.
int finish_connecting(int socket, const addrinfo& address, const Waiting& waiting)
{
    if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0)
    {
        return 0;
    }
    if (errno != EINPROGRESS)
    {
        return errno;
    }
    waiting.wait_for_connection(socket);
    int fault = 0;
    socklen_t size = sizeof fault;
    ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size);
    return fault;
}

/// Closed unless it is released.
class OpenSocket
{
public:
    explicit OpenSocket(int descriptor) : descriptor_(descriptor) {}
    OpenSocket(const OpenSocket&) = delete;
    OpenSocket& operator=(const OpenSocket&) = delete;
    ~OpenSocket()
    {
        if (descriptor_ >= 0)
        {
            ::close(descriptor_);
        }
    }

    int get() const { return descriptor_; }
    int release() { return std::exchange(descriptor_, -1); }

private:
    int descriptor_;
};

} // namespace

int connect_to(const std::string& host, std::uint16_t port, const Waiting& waiting)
{
    const Addresses addresses = look_up(host, port);
    int fault = EADDRNOTAVAIL;
    for (const addrinfo* each = addresses.get(); each != nullptr; each = each->ai_next)
    {
        OpenSocket socket(
            ::socket(each->ai_family, each->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, each->ai_protocol));
        fault = socket.get() < 0 ? errno : finish_connecting(socket.get(), *each, waiting);
        if (fault == 0)
        {
            prepare(socket.get());
            return socket.release();
        }
    }
    const bool is_refused = fault == ECONNREFUSED || fault == ECONNRESET;
    throw Error(found(is_refused ? rules::refused : rules::unreachable, {},
                      fmt::format("{} port {}: {}", host, port, std::generic_category().message(fault)),
                      "'edgepool status' shows whether the machine is there"),
                Retry::may_help);
}

} // namespace edgepool::ssh
