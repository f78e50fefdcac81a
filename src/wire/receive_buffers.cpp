// SPDX-License-Identifier: Apache-2.0
#include "wire/receive_buffers.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include <sys/socket.h>
#include <sys/un.h>

namespace edgepool::wire
{

struct ReceiveBuffers::Messages
{
    /// One byte more than a frame: what fills it is too long.
    using Room = std::array<std::uint8_t, longest_frame + 1>;

    std::vector<Room> rooms{frames_at_once};
    std::array<sockaddr_un, frames_at_once> senders{};
    std::array<iovec, frames_at_once> pieces{};
    std::array<mmsghdr, frames_at_once> headers{};
};

ReceiveBuffers::ReceiveBuffers() : messages_(std::make_unique<Messages>())
{
    for (std::size_t i = 0; i < frames_at_once; ++i)
    {
        messages_->pieces[i] = {.iov_base = messages_->rooms[i].data(), .iov_len = messages_->rooms[i].size()};
        msghdr& header = messages_->headers[i].msg_hdr;
        header.msg_name = &messages_->senders[i];
        header.msg_iov = &messages_->pieces[i];
        header.msg_iovlen = 1;
    }
}

ReceiveBuffers::~ReceiveBuffers() = default;

std::size_t ReceiveBuffers::receive(int socket)
{
    for (mmsghdr& each : messages_->headers)
    {
        each.msg_hdr.msg_namelen = sizeof(sockaddr_un);
    }
    const int count = ::recvmmsg(socket, messages_->headers.data(), frames_at_once, MSG_DONTWAIT, nullptr);
    return count > 0 ? static_cast<std::size_t>(count) : 0;
}

Frame ReceiveBuffers::frame(std::size_t number) const
{
    return {messages_->rooms[number].data(), messages_->headers[number].msg_len};
}

std::string_view ReceiveBuffers::sender(std::size_t number) const
{
    const std::size_t length = messages_->headers[number].msg_hdr.msg_namelen;
    constexpr std::size_t before_path = offsetof(sockaddr_un, sun_path);
    const char* const path = messages_->senders[number].sun_path;
    return length > before_path ? std::string_view{path, ::strnlen(path, length - before_path)} : std::string_view{};
}

} // namespace edgepool::wire
