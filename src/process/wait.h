// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>

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

/// An open file that is waited for.
struct Watched
{
    enum class For
    {
        reading,
        writing,
    };

    int descriptor = -1; ///< below zero: none
    For what = For::reading;
    bool ready = false; ///< set by the wait; also at the end of a stream
};

/// A stop token that can be waited for along with files.
class StopSignal
{
public:
    explicit StopSignal(std::stop_token token);

    bool raised() const { return token_.stop_requested(); }
    Woken wait(std::span<Watched> watched, Deadline deadline) const;

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
