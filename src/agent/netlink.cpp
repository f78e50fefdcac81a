// SPDX-License-Identifier: Apache-2.0
#include "agent/netlink.h"

#include <cassert>
#include <cerrno>

#include <linux/rtnetlink.h>
#include <sys/socket.h>

#include "agent/system.h"

namespace edgepool::agent
{

namespace
{

std::size_t aligned(std::size_t size)
{
    return (size + 3U) & ~std::size_t{3};
}

} // namespace

void NetlinkRequest::append(const void* bytes, std::size_t size)
{
    assert(size_ + aligned(size) <= buffer_.size());
    std::memcpy(buffer_.data() + size_, bytes, size);
    size_ += aligned(size);
    const auto total = static_cast<std::uint32_t>(size_);
    std::memcpy(buffer_.data(), &total, sizeof total); // nlmsg_len is the first member
}

void NetlinkRequest::begin(std::uint16_t type, std::uint16_t flags)
{
    nlmsghdr header{};
    header.nlmsg_type = type;
    header.nlmsg_flags = static_cast<std::uint16_t>(NLM_F_REQUEST | NLM_F_ACK | flags);
    append(&header, sizeof header);
}

NetlinkRequest& NetlinkRequest::with(std::uint16_t attribute, const void* value, std::size_t size)
{
    const rtattr head{.rta_len = static_cast<std::uint16_t>(sizeof(rtattr) + size), .rta_type = attribute};
    append(&head, sizeof head);
    append(value, size);
    return *this;
}

Netlink::Netlink() : socket_(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE))
{
    if (!socket_.good())
    {
        fail("open a netlink socket");
    }
}

int Netlink::ask(const NetlinkRequest& request)
{
    if (::send(socket_.get(), request.data(), request.size(), 0) < 0)
    {
        fail("send to netlink");
    }
    alignas(nlmsghdr) std::array<std::byte, 1024> answer{};
    const ssize_t size = ::recv(socket_.get(), answer.data(), answer.size(), 0);
    if (size < static_cast<ssize_t>(sizeof(nlmsghdr) + sizeof(int)))
    {
        fail("receive from netlink");
    }
    int fault = 0;
    std::memcpy(&fault, answer.data() + sizeof(nlmsghdr), sizeof fault);
    return -fault;
}

} // namespace edgepool::agent
