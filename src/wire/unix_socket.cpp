// SPDX-License-Identifier: Apache-2.0
#include "wire/unix_socket.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "wire/rules.h"

namespace edgepool::wire
{

namespace
{

constexpr int waiting_clients = 16;
constexpr int buffer_size = 4 << 20;

[[noreturn]] void fail(const std::string& path, int number)
{
    throw Error(found(rules::cannot_open_socket, {}, path + ": " + std::generic_category().message(number),
                      "look at the folder's rights, and at how many files a process may open (ulimit -n)"));
}

Handle open_socket(int type, const std::string& path)
{
    Handle handle(::socket(AF_UNIX, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (!handle)
    {
        fail(path, errno);
    }
    return handle;
}

/// The kernel may give less; the largest frame fits the smallest that it gives.
void enlarge_buffers(const Handle& handle)
{
    ::setsockopt(handle.get(), SOL_SOCKET, SO_SNDBUF, &buffer_size, sizeof buffer_size);
    ::setsockopt(handle.get(), SOL_SOCKET, SO_RCVBUF, &buffer_size, sizeof buffer_size);
}

/// Under another name first: at its path it is never there with wider rights, and never not there.
void bind_at(const Handle& handle, const std::string& path)
{
    check_socket_path(path);
    const std::string fresh = path.substr(0, path.rfind('/') + 1) + "~";
    const sockaddr_un address = address_of(fresh);
    ::unlink(fresh.c_str());
    if (::bind(handle.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::chmod(fresh.c_str(), S_IRUSR | S_IWUSR) != 0 || ::rename(fresh.c_str(), path.c_str()) != 0)
    {
        const int number = errno;
        ::unlink(fresh.c_str());
        fail(path, number);
    }
}

} // namespace

Handle::~Handle()
{
    if (descriptor_ >= 0)
    {
        ::close(descriptor_);
    }
}

void check_socket_path(const std::string& path)
{
    if (path.size() > longest_socket_path)
    {
        throw Error(found(rules::path_too_long, {},
                          fmt::format("{} has {} bytes, {} are possible", path, path.size(), longest_socket_path),
                          "set XDG_RUNTIME_DIR to a folder with a shorter path"));
    }
}

sockaddr_un address_of(const std::string& path)
{
    check_socket_path(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::ranges::copy(path, std::begin(address.sun_path));
    return address;
}

Handle open_datagram_socket()
{
    Handle handle = open_socket(SOCK_DGRAM, "socket");
    enlarge_buffers(handle);
    return handle;
}

Handle bind_datagram_socket(const std::string& path)
{
    Handle handle = open_socket(SOCK_DGRAM, path);
    enlarge_buffers(handle);
    bind_at(handle, path);
    return handle;
}

Handle listen_at(const std::string& path)
{
    Handle handle = open_socket(SOCK_STREAM, path);
    bind_at(handle, path);
    if (::listen(handle.get(), waiting_clients) != 0)
    {
        fail(path, errno);
    }
    return handle;
}

Handle connect_to(const std::string& path)
{
    const sockaddr_un address = address_of(path);
    Handle handle = open_socket(SOCK_STREAM, path);
    if (::connect(handle.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        return {};
    }
    return handle;
}

} // namespace edgepool::wire
