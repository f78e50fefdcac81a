// SPDX-License-Identifier: Apache-2.0
#include "unit/wire/member.h"

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <stdexcept>

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace edgepool::wire
{

namespace
{

constexpr int patience = 20'000;

sockaddr_un to_address(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(path, std::begin(address.sun_path));
    return address;
}

} // namespace

Member::Member(const std::string& folder, const std::string& name, const std::string& segment)
    : segment_path_(folder + "/" + segment + ".net"), socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
{
    const std::string path = folder + "/" + name;
    const sockaddr_un address = to_address(path);
    ::unlink(path.c_str());
    constexpr int size = 1 << 20;
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    if (::bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        throw std::runtime_error("cannot bind " + path);
    }
}

Member::~Member()
{
    ::close(socket_);
}

bool Member::send(const std::vector<std::uint8_t>& frame) const
{
    const sockaddr_un address = to_address(segment_path_);
    return ::sendto(socket_, frame.data(), frame.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                    sizeof address) == static_cast<ssize_t>(frame.size());
}

std::vector<std::uint8_t> Member::receive() const
{
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    if (::poll(&wanted, 1, patience) != 1)
    {
        return {};
    }
    std::vector<std::uint8_t> frame(70'000);
    const ssize_t size = ::recv(socket_, frame.data(), frame.size(), 0);
    frame.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return frame;
}

bool Member::has_frame() const
{
    pollfd wanted{.fd = socket_, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, 0) == 1;
}

} // namespace edgepool::wire
