// SPDX-License-Identifier: Apache-2.0
#include "configure/bare_loop.h"

#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <libssh2.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "process/descriptor.h"

namespace edgepool::bench
{

namespace
{

bool run_true(LIBSSH2_SESSION* session, int socket, const ssh::Machine& machine, const std::string& private_key)
{
    if (::libssh2_session_handshake(session, socket) != 0 ||
        ::libssh2_userauth_publickey_frommemory(session, machine.user.data(), machine.user.size(), nullptr, 0,
                                                private_key.data(), private_key.size(), nullptr) != 0)
    {
        return false;
    }
    LIBSSH2_CHANNEL* const channel = ::libssh2_channel_open_session(session);
    if (channel == nullptr || ::libssh2_channel_exec(channel, "true") != 0)
    {
        return false;
    }
    std::array<char, 256> block{};
    while (::libssh2_channel_read(channel, block.data(), block.size()) > 0)
    {
    }
    ::libssh2_channel_wait_closed(channel);
    const bool well = ::libssh2_channel_get_exit_status(channel) == 0;
    ::libssh2_channel_free(channel);
    ::libssh2_session_disconnect(session, "done");
    return well;
}

bool visit(const ssh::Machine& machine, const std::string& private_key)
{
    const process::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = ::htons(machine.port);
    ::inet_pton(AF_INET, machine.address.c_str(), &address.sin_addr);
    const int yes = 1;
    ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    {
        return false;
    }
    LIBSSH2_SESSION* const session = ::libssh2_session_init();
    const bool well = session != nullptr && run_true(session, socket.get(), machine, private_key);
    ::libssh2_session_free(session);
    return well;
}

} // namespace

void run_bare_loop(const std::vector<ssh::Machine>& machines, const std::string& private_key)
{
    static const int begun = ::libssh2_init(0);
    std::atomic<bool> well = begun == 0;
    {
        std::vector<std::jthread> threads;
        threads.reserve(machines.size());
        for (const ssh::Machine& machine : machines)
        {
            threads.emplace_back([&] { well = visit(machine, private_key) && well; });
        }
    }
    if (!well)
    {
        throw std::runtime_error("the bare loop did not reach all machines");
    }
}

} // namespace edgepool::bench
