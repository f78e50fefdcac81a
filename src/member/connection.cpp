// SPDX-License-Identifier: Apache-2.0
#include "member/connection.h"

#include <cerrno>
#include <cstdint>
#include <memory>
#include <system_error>

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

using process::Descriptor;
using process::Watched;
using process::Woken;

using AddressList = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

AddressList look_up(const Endpoint& endpoint, std::string& fault)
{
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_protocol = IPPROTO_TCP; // whether SCTP is in the tables of services does not matter
    wanted.ai_flags = AI_NUMERICSERV;
    addrinfo* list = nullptr;
    const int code = ::getaddrinfo(endpoint.host.c_str(), std::to_string(endpoint.port).c_str(), &wanted, &list);
    fault = code != 0 ? ::gai_strerror(code) : "";
    return {list, &::freeaddrinfo};
}

Descriptor open_socket(int family, asap::Protocol protocol)
{
    const bool is_sctp = protocol == asap::Protocol::sctp;
    Descriptor socket(
        ::socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, is_sctp ? IPPROTO_SCTP : IPPROTO_TCP));
    if (!socket.good())
    {
        throw Error(found(rules::no_sctp, {}, fault_text(errno), "as root: modprobe sctp"));
    }
    const int on = 1;
    ::setsockopt(socket.get(), IPPROTO_SCTP, SCTP_NODELAY, &on, sizeof on);
    return socket;
}

std::string wait_until_connected(const Descriptor& socket, process::Deadline deadline, const process::StopSignal& stop)
{
    Watched watched{.descriptor = socket.get(), .what = Watched::For::writing};
    switch (stop.wait({&watched, 1}, deadline))
    {
    case Woken::stopped:
        throw_interrupted();
    case Woken::expired:
        return "no answer in time";
    case Woken::ready:
        break;
    }
    int fault = 0;
    socklen_t size = sizeof fault;
    ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &fault, &size);
    return fault != 0 ? fault_text(fault) : "";
}

} // namespace

std::string fault_text(int fault)
{
    return std::generic_category().message(fault);
}

void throw_interrupted()
{
    throw Error(found(process::rules::interrupted, {}, {}));
}

Connected connect_to(const Endpoint& endpoint, asap::Protocol protocol, process::Deadline deadline,
                     const process::StopSignal& stop)
{
    Connected result;
    const AddressList list = look_up(endpoint, result.fault);
    if (!result.fault.empty())
    {
        return result;
    }
    Descriptor socket = open_socket(list->ai_family, protocol);
    if (::connect(socket.get(), list->ai_addr, list->ai_addrlen) != 0)
    {
        result.fault = errno == EINPROGRESS ? wait_until_connected(socket, deadline, stop) : fault_text(errno);
    }
    if (result.fault.empty())
    {
        result.socket = std::move(socket);
    }
    return result;
}

std::vector<asap::Address> addresses_of(const Endpoint& endpoint)
{
    std::string fault;
    const AddressList list = look_up(endpoint, fault);
    std::vector<asap::Address> addresses;
    for (const addrinfo* each = list.get(); each != nullptr; each = each->ai_next)
    {
        const bool is_v4 = each->ai_family == AF_INET;
        const auto* const raw =
            is_v4
                ? reinterpret_cast<const std::uint8_t*>(&reinterpret_cast<const sockaddr_in*>(each->ai_addr)->sin_addr)
                : reinterpret_cast<const sockaddr_in6*>(each->ai_addr)->sin6_addr.s6_addr;
        addresses.push_back({.octets = asap::Octets(raw, raw + (is_v4 ? sizeof(in_addr) : sizeof(in6_addr)))});
    }
    return addresses;
}

} // namespace edgepool::member
