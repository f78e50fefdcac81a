// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

#include <poll.h>

#include "process/descriptor.h"

namespace edgepool::process
{

using Clock = std::chrono::steady_clock;
using Deadline = Clock::time_point;

inline Deadline in(Clock::duration time)
{
    return Clock::now() + time;
}

enum class Woken
{
    ready,   ///< one of the descriptors has something to say
    stopped, ///< the stop token was set
    expired, ///< the deadline came
};

/// A stop token that poll() can wait for.
class StopSignal
{
public:
    explicit StopSignal(std::stop_token token);

    bool raised() const { return token_.stop_requested(); }
    /// Fills in the `revents` of what is ready. Descriptors below zero are passed over.
    Woken wait(std::span<pollfd> descriptors, Deadline deadline) const;

private:
    struct Raise
    {
        int descriptor = -1;
        void operator()() const noexcept;
    };

    Descriptor descriptor_;
    std::stop_token token_;
    std::optional<std::stop_callback<Raise>> callback_;
};

/// Waits for a point in time; false if the stop token was set before.
bool sleep_until(Deadline deadline, const StopSignal& stop);

} // namespace edgepool::process
