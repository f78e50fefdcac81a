// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>

#include "ssh/session.h"
#include "ssh/waiting.h"

struct _LIBSSH2_CHANNEL;

namespace edgepool::ssh
{

/// A way through a machine to a port that it can reach: what is written to the socket comes out there. A thread carries
/// the bytes until one of the two ends is closed.
class Tunnel
{
public:
    /// Error if that machine finds no way there, or does not let anybody pass.
    Tunnel(std::unique_ptr<Session::Connection> jump, const std::string& address, std::uint16_t port,
           const Waiting& waiting);
    Tunnel(const Tunnel&) = delete;
    Tunnel& operator=(const Tunnel&) = delete;
    ~Tunnel();

    /// Belongs to the caller, who closes it before the tunnel ends.
    int take_socket();

private:
    void carry(const std::stop_token& stop);
    bool carry_here();
    bool carry_there();
    bool wait();
    template <typename Call>
    std::ptrdiff_t sent(const Call& call);

    std::unique_ptr<Session::Connection> jump_;
    _LIBSSH2_CHANNEL* channel_ = nullptr;
    int near_ = -1; ///< the caller's
    int far_ = -1;  ///< ours
    std::string here_{};
    std::string there_{};
    bool is_over_ = false;
    int unanswered_ = 0;
    std::stop_token stop_{};
    std::jthread thread_{}; ///< last: it ends before what it uses
};

} // namespace edgepool::ssh
