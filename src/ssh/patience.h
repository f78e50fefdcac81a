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
};

inline Patience patience_of(Clock::duration time, std::stop_token stop = {})
{
    return {.deadline = Clock::now() + time, .stop = std::move(stop)};
}

} // namespace edgepool::ssh
