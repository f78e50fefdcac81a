// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ssh/session.h"
#include "ssh/tunnel.h"
#include "ssh/waiting.h"

struct _LIBSSH2_SESSION;

namespace edgepool::ssh
{

/// A session of libssh2, its socket, and the one way to call it: it never blocks, we wait.
class Session::Connection
{
public:
    /// Takes the socket over. What is `through` the tunnel, if there is one, comes out of that socket.
    Connection(Machine machine, int socket, std::unique_ptr<Tunnel> tunnel);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Greeted and logged in, by way of another machine if the machine says so.
    static std::unique_ptr<Connection> open(const Machine& machine, const Keys& keys, const Waiting& waiting);

    /// Returns when the machine has said something; Error if it is not there any more, even if nobody tells us so.
    void wait_for_word(const Waiting& waiting) const;

    bool is_open() const;
    void close();

    const Machine& machine() const { return machine_; }
    _LIBSSH2_SESSION* session() const { return session_; }
    int socket() const { return socket_; }

    /// What the call returns when it has an answer, or must wait for the machine (is_waiting). A call that could not
    /// send all is repeated: until it has, libssh2 can do nothing else.
    template <typename Call>
    auto try_once(const Waiting& waiting, const Call& call) const
    {
        while (true)
        {
            const auto result = call();
            if (!is_waiting(result) || !wants_to_send())
            {
                return result;
            }
            waiting.wait(socket_, Direction::out);
        }
    }

    /// What the call returns in the end; Error if that is a fault.
    template <typename Call>
    auto finish(const Waiting& waiting, const Call& call) const
    {
        while (true)
        {
            const auto result = try_once(waiting, call);
            if (!is_waiting(result))
            {
                check(static_cast<int>(result));
                return result;
            }
            waiting.wait(socket_, Direction::in);
        }
    }

    static bool is_waiting(std::ptrdiff_t result);
    /// Error if the result of a call is a fault.
    void check(int result) const;

    bool wants_to_send() const;

private:
    /// Agrees on how to encrypt, and makes sure that this is the machine that was meant.
    void greet(const Waiting& waiting);
    void log_in(const Keys& keys, const Waiting& waiting);
    /// Zero, or the fault.
    int try_key(const Candidate& candidate, const Keys& keys, const Waiting& waiting);
    [[noreturn]] void fail_to_log_in(const Candidates& candidates, const std::vector<std::string>& tried) const;

    bool has_broken() const;
    bool is_consequence(int fault) const;
    std::string last_message() const;
    void check_host_key() const;

    Machine machine_;
    PublicKey host_key_;
    std::unique_ptr<Tunnel> tunnel_; ///< it outlives the socket
    int socket_;
    _LIBSSH2_SESSION* session_;
};

} // namespace edgepool::ssh
