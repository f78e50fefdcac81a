// SPDX-License-Identifier: Apache-2.0
#include "member/association.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <linux/sctp.h>

#include "base/error.h"
#include "member/connection.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

using process::Deadline;
using process::StopSignal;
using process::Watched;
using process::Woken;

[[noreturn]] void unreachable(const Endpoint& registrar, const std::string& why)
{
    throw Error(found(rules::no_registrar, {}, to_string(registrar) + ": " + why), Retry::may_help);
}

} // namespace

Association Association::connect(const Endpoint& registrar, Deadline deadline, const StopSignal& stop)
{
    Connected connected = connect_to(registrar, asap::Protocol::sctp, deadline, stop);
    if (!connected.fault.empty())
    {
        unreachable(registrar, connected.fault);
    }
    return {registrar, std::move(connected.socket)};
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

std::optional<asap::Octets> Association::receive_octets(Deadline deadline, const StopSignal& stop)
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
            if (!wait(deadline, stop))
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
            octets.resize(size);
            return octets;
        }
        if (size == octets.size())
        {
            broken("it sent a message without an end");
        }
    }
}

bool Association::wait(Deadline deadline, const StopSignal& stop) const
{
    Watched watched{.descriptor = socket_.get()};
    const Woken woken = stop.wait({&watched, 1}, deadline);
    if (woken == Woken::stopped)
    {
        throw_interrupted();
    }
    return woken == Woken::ready;
}

std::optional<asap::Message> Association::receive(Deadline deadline, const StopSignal& stop)
{
    const auto octets = receive_octets(deadline, stop);
    if (!octets)
    {
        return std::nullopt;
    }
    asap::Decoded decoded = asap::decode(*octets);
    if (!decoded.message)
    {
        broken("it sent something that is not understood: " + decoded.fault);
    }
    return std::move(decoded.message);
}

} // namespace edgepool::member
