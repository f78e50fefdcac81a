// SPDX-License-Identifier: Apache-2.0
#include "member/association.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <linux/sctp.h>

#include "base/error.h"
#include "member/rules.h"
#include "process/rules.h"

namespace edgepool::member
{

namespace
{

using process::Deadline;
using process::Descriptor;
using process::StopSignal;
using process::Watched;
using process::Woken;

std::string fault_text(int fault)
{
    return std::generic_category().message(fault);
}

[[noreturn]] void unreachable(const Endpoint& registrar, const std::string& why)
{
    throw Error(found(rules::no_registrar, {}, to_string(registrar) + ": " + why), Retry::may_help);
}

[[noreturn]] void interrupted()
{
    throw Error(found(process::rules::interrupted, {}, {}));
}

/// The addresses of a host, in the order in which they should be tried; only the first is.
using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses look_up(const Endpoint& registrar)
{
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_protocol = IPPROTO_TCP; // whether SCTP is in the tables of services does not matter
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int fault = ::getaddrinfo(registrar.host.c_str(), std::to_string(registrar.port).c_str(), &wanted, &list);
    if (fault != 0)
    {
        unreachable(registrar, ::gai_strerror(fault));
    }
    return {list, &::freeaddrinfo};
}

Descriptor open_socket(int family)
{
    Descriptor socket(::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, IPPROTO_SCTP));
    if (!socket.good())
    {
        throw Error(found(rules::no_sctp, {}, fault_text(errno), "as root: modprobe sctp"));
    }
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof on);
    return socket;
}

void wait_for(Watched watched, const Endpoint& registrar, Deadline deadline, const StopSignal& stop)
{
    switch (stop.wait({&watched, 1}, deadline))
    {
    case Woken::ready:
        return;
    case Woken::stopped:
        interrupted();
    case Woken::expired:
        break;
    }
    unreachable(registrar, "no answer in time");
}

int pending_fault(const Descriptor& socket)
{
    int fault = 0;
    socklen_t size = sizeof fault;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &fault, &size);
    return fault;
}

} // namespace

Association Association::connect(const Endpoint& registrar, Deadline deadline, const StopSignal& stop)
{
    const Addresses addresses = look_up(registrar);
    Descriptor socket = open_socket(addresses->ai_family);
    if (::connect(socket.get(), addresses->ai_addr, addresses->ai_addrlen) != 0)
    {
        if (errno != EINPROGRESS)
        {
            unreachable(registrar, fault_text(errno));
        }
        wait_for({.descriptor = socket.get(), .what = Watched::For::writing}, registrar, deadline, stop);
        if (const int fault = pending_fault(socket); fault != 0)
        {
            unreachable(registrar, fault_text(fault));
        }
    }
    return {registrar, std::move(socket)};
}

void Association::broken(const std::string& why) const
{
    unreachable(registrar_, why);
}

void Association::send(const asap::Message& message)
{
    asap::Octets octets = asap::encode(message);
    iovec block{.iov_base = octets.data(), .iov_len = octets.size()};
    alignas(cmsghdr) std::array<std::byte, CMSG_SPACE(sizeof(sctp_sndrcvinfo))> control{};
    msghdr head{};
    head.msg_iov = &block;
    head.msg_iovlen = 1;
    head.msg_control = control.data();
    head.msg_controllen = control.size();
    cmsghdr* const note = CMSG_FIRSTHDR(&head);
    note->cmsg_level = IPPROTO_SCTP;
    note->cmsg_type = SCTP_SNDRCV;
    note->cmsg_len = CMSG_LEN(sizeof(sctp_sndrcvinfo));
    sctp_sndrcvinfo info{};
    info.sinfo_ppid = htonl(asap::payload_protocol);
    std::memcpy(CMSG_DATA(note), &info, sizeof info);
    // A registrar that takes nothing for so long that a request does not fit any more is none.
    if (::sendmsg(socket_.get(), &head, MSG_NOSIGNAL) != static_cast<ssize_t>(octets.size()))
    {
        broken(fault_text(errno));
    }
}

std::optional<asap::Message> Association::receive(Deadline deadline, const StopSignal& stop)
{
    constexpr std::size_t longest = 65536; ///< ASAP's length has 16 bits
    asap::Octets octets(longest);
    std::size_t size = 0;
    for (;;)
    {
        iovec block{.iov_base = octets.data() + size, .iov_len = octets.size() - size};
        msghdr head{};
        head.msg_iov = &block;
        head.msg_iovlen = 1;
        const ssize_t count = ::recvmsg(socket_.get(), &head, MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
        {
            Watched watched{.descriptor = socket_.get()};
            const Woken woken = stop.wait({&watched, 1}, deadline);
            if (woken == Woken::stopped)
            {
                interrupted();
            }
            if (woken == Woken::expired)
            {
                return std::nullopt;
            }
            continue;
        }
        if (count <= 0)
        {
            broken(count < 0 ? fault_text(errno) : "it ended the association");
        }
        size += static_cast<std::size_t>(count);
        if ((head.msg_flags & MSG_EOR) != 0)
        {
            break;
        }
        if (size == octets.size())
        {
            broken("it sent a message without an end");
        }
    }
    asap::Decoded decoded = asap::decode({octets.data(), size});
    if (!decoded.message)
    {
        broken("it sent something that is not understood: " + decoded.fault);
    }
    return std::move(decoded.message);
}

} // namespace edgepool::member
