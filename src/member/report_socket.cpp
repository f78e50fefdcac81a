// SPDX-License-Identifier: Apache-2.0
#include "member/report_socket.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <vector>

#include <netinet/in.h>
#include <sys/socket.h>

#include "base/error.h"
#include "member/connection.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

constexpr std::size_t at_once = 64;
constexpr int room_in_kernel = 16 << 20;

struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;
};

SocketAddress socket_address(const asap::Address& address, std::uint16_t port)
{
    SocketAddress made;
    if (address.octets.size() == sizeof(in_addr))
    {
        sockaddr_in inet{};
        inet.sin_family = AF_INET;
        inet.sin_port = htons(port);
        std::memcpy(&inet.sin_addr, address.octets.data(), sizeof(in_addr));
        std::memcpy(&made.storage, &inet, sizeof inet);
        made.size = sizeof inet;
        return made;
    }
    sockaddr_in6 inet{};
    inet.sin6_family = AF_INET6;
    inet.sin6_port = htons(port);
    std::memcpy(&inet.sin6_addr, address.octets.data(), std::min(sizeof(in6_addr), address.octets.size()));
    std::memcpy(&made.storage, &inet, sizeof inet);
    made.size = sizeof inet;
    return made;
}

[[noreturn]] void cannot_listen(const Endpoint& endpoint, const std::string& why)
{
    throw Error(found(rules::cannot_collect, {}, to_string(endpoint) + ": " + why));
}

/// More than the system's limit only for root; others get what the limit allows.
void ask_for_room(int socket)
{
    if (::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &room_in_kernel, sizeof room_in_kernel) != 0)
    {
        ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &room_in_kernel, sizeof room_in_kernel);
    }
}

} // namespace

/// Each holds the longest datagram there is; the memory of what is never filled is never taken.
struct ReportSocket::Rooms
{
    std::vector<std::array<std::uint8_t, handlespace::longest_datagram>> octets{at_once};
    std::array<iovec, at_once> pieces{};
    std::array<mmsghdr, at_once> headers{};

    Rooms()
    {
        for (std::size_t i = 0; i < at_once; ++i)
        {
            pieces[i] = {.iov_base = octets[i].data(), .iov_len = octets[i].size()};
            headers[i].msg_hdr.msg_iov = &pieces[i];
            headers[i].msg_hdr.msg_iovlen = 1;
        }
    }
};

ReportSocket::ReportSocket(process::Descriptor socket) : socket_(std::move(socket)), rooms_(std::make_unique<Rooms>())
{
}

ReportSocket::ReportSocket(ReportSocket&&) noexcept = default;
ReportSocket& ReportSocket::operator=(ReportSocket&&) noexcept = default;
ReportSocket::~ReportSocket() = default;

std::optional<ReportSocket> ReportSocket::open(const Endpoint& endpoint)
{
    const std::vector<asap::Address> addresses = addresses_of(endpoint);
    if (addresses.empty())
    {
        cannot_listen(endpoint, "the host is not known");
    }
    const SocketAddress address = socket_address(addresses.front(), endpoint.port);
    process::Descriptor socket(::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!socket.good())
    {
        cannot_listen(endpoint, fault_text(errno));
    }
    ask_for_room(socket.get());
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address.storage), address.size) != 0)
    {
        if (errno == EADDRINUSE)
        {
            return std::nullopt;
        }
        cannot_listen(endpoint, fault_text(errno));
    }
    return ReportSocket(std::move(socket));
}

std::size_t ReportSocket::receive(const std::function<void(handlespace::View datagram)>& take)
{
    const int count = ::recvmmsg(socket_.get(), rooms_->headers.data(), at_once, MSG_DONTWAIT, nullptr);
    for (int i = 0; i < count; ++i)
    {
        const auto number = static_cast<std::size_t>(i);
        take({rooms_->octets[number].data(), rooms_->headers[number].msg_len});
    }
    return static_cast<std::size_t>(std::max(count, 0));
}

std::uint64_t ReportSocket::lost() const
{
    constexpr std::size_t dropped = 8; // SK_MEMINFO_DROPS of linux/sock_diag.h
    std::array<std::uint32_t, dropped + 1> counts{};
    socklen_t size = sizeof counts;
    ::getsockopt(socket_.get(), SOL_SOCKET, SO_MEMINFO, counts.data(), &size);
    return counts[dropped];
}

} // namespace edgepool::member
