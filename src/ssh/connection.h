// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "ssh/session.h"
#include "ssh/waiting.h"

struct _LIBSSH2_SESSION;

namespace edgepool::ssh
{

/// A session of libssh2, its socket, and the one way to call it: it never blocks, we wait.
class Session::Connection
{
public:
    /// Takes the socket over.
    Connection(Machine machine, int socket);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Agrees on how to encrypt, and makes sure that this is the machine that was meant.
    void greet(const Waiting& waiting);
    void log_in(const PrivateKey& key, const Waiting& waiting);

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

private:
    bool wants_to_send() const;
    bool has_broken() const;
    bool is_consequence(int fault) const;
    std::string last_message() const;
    void check_host_key() const;

    Machine machine_;
    PublicKey host_key_;
    int socket_;
    _LIBSSH2_SESSION* session_;
};

} // namespace edgepool::ssh
