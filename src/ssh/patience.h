// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <stop_token>
#include <utility>

namespace edgepool::ssh
{

using Clock = std::chrono::steady_clock;

/// How long a call may wait at most, and whose wish to stop ends it before that.
struct Patience
{
    Clock::time_point deadline{};
    std::stop_token stop{};
    /// How long a machine's kernel may take to say that it is there, deadline or not.
    Clock::duration longest_connecting = std::chrono::minutes(2);
    /// The same for an answer that is due of its sshd.
    Clock::duration longest_silence = std::chrono::minutes(2);
    /// A machine that has nothing to say is asked that often whether it is still there. Whole seconds, two at least.
    Clock::duration heartbeat = std::chrono::seconds(15);
};

inline Patience patience_of(Clock::duration time, std::stop_token stop = {})
{
    return {.deadline = Clock::now() + time, .stop = std::move(stop)};
}

} // namespace edgepool::ssh
