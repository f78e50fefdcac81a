// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <utility>
#include <vector>

namespace edgepool::local
{

/// The processor time that a process has used, in the kernel's ticks; 0 if it is gone.
std::uint64_t ticks_of(int pid);

/// Lets emulated machines start as processors become free. A machine that has just started has seconds of work, and
/// more of them than there are processors push each other's translated code out of the caches: ten at once take twice
/// as long as one after the other.
class Pace
{
public:
    using Ticks = std::function<std::uint64_t(int)>;

    explicit Pace(unsigned at_once, Ticks ticks = ticks_of) : at_once_(at_once), ticks_(std::move(ticks)) {}

    /// Waits for room for one more, unless it is in no need of that, and takes it. Throws Error when asked to stop.
    void take_turn(const std::stop_token& stop, bool at_once = false);
    /// The turn is over as soon as the machine has done its first work: when somebody says so, or it comes to rest.
    void is_running(int machine);
    void has_done(int machine);
    /// The turn is over: there is no machine.
    void give_up();

private:
    using Clock = std::chrono::steady_clock;

    struct Newcomer
    {
        int machine = 0;
        Clock::time_point since{};
        Clock::time_point looked{};
        std::uint64_t ticks = 0;
    };

    bool try_to_take(bool at_once);
    bool has_settled(Newcomer& newcomer, Clock::time_point now) const;

    unsigned at_once_;
    Ticks ticks_;
    std::mutex mutex_{};
    unsigned beginning_ = 0; ///< turns without a process yet
    std::vector<Newcomer> newcomers_{};
};

} // namespace edgepool::local
