// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "ssh/connection.h"
#include "ssh/session.h"
#include "ssh/waiting.h"

struct _LIBSSH2_CHANNEL;

namespace edgepool::ssh
{

/// One command on its way: both outputs and the input flow as each has room.
class RunningCommand
{
public:
    RunningCommand(const Session::Connection& connection, const Streams& streams, const Waiting& waiting);
    RunningCommand(const RunningCommand&) = delete;
    RunningCommand& operator=(const RunningCommand&) = delete;
    ~RunningCommand() = default; ///< the channel goes with its session, or was closed

    void start(const std::string& command);
    Ended pump();

private:
    bool drain(int stream, const std::function<void(std::string_view)>& sink);
    bool feed();
    bool write_piece();
    bool has_closed();
    bool has_more() const;
    Ended end();

    const Session::Connection& connection_;
    const Streams& streams_;
    const Waiting& waiting_;
    _LIBSSH2_CHANNEL* channel_ = nullptr;
    std::vector<char> block_;
    std::string piece_{};
    std::size_t written_ = 0; ///< of the piece
    bool is_fed_ = false;     ///< there is no more input, and the machine knows
};

} // namespace edgepool::ssh
