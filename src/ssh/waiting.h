// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>

#include "ssh/patience.h"

namespace edgepool::ssh
{

enum class Direction : std::uint8_t
{
    in = 1,
    out = 2,
    both = 3,
};

/// Waits for a socket as long as patience lasts. Has a descriptor of its own, by which a wish to stop wakes it at once.
class Waiting
{
public:
    /// `machine` is whom messages speak of.
    Waiting(std::string machine, Patience patience);
    Waiting(const Waiting&) = delete;
    Waiting& operator=(const Waiting&) = delete;
    ~Waiting();

    /// Returns when the socket is ready; Error if the time is over, or somebody wants to stop, or it was silent for too
    /// long.
    void wait(int socket, Direction direction) const;
    /// The same for a socket that connects.
    void wait_for_connection(int socket) const;
    /// The same, but false if it was not ready within that time.
    bool wait_for(int socket, Direction direction, Clock::duration time) const;
    /// Lets that time pass, at most.
    void pause(Clock::duration time) const;
    /// The Error that wait() would throw, without waiting.
    void check() const;

    const std::string& machine() const { return machine_; }
    const Patience& patience() const { return patience_; }

private:
    struct Wake
    {
        int descriptor = -1;
        void operator()() const noexcept;
    };

    void wait_or_fail(int socket, Direction direction, Clock::duration time) const;

    std::string machine_;
    Patience patience_;
    int descriptor_ = -1;
    std::optional<std::stop_callback<Wake>> callback_{};
};

} // namespace edgepool::ssh
