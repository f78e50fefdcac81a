// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <variant>

#include "base/diagnostics.h"
#include "base/error.h"

namespace edgepool::run
{

using Duration = std::chrono::nanoseconds;
/// Counted from wherever the runner's clock begins.
using TimePoint = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// The step has reached what it was for.
struct Done
{
};

/// The step cannot go on. An Error that may succeed another time is tried again first.
struct Failed
{
    Error error;
};

/// What the step makes can be found by the site's observe(), though it may not be ready.
enum class Existence
{
    unsaid,
    begun,
};

/// The step waits for the world, or for room: it is called again, after that time at the earliest.
struct Again
{
    Duration after{};
    /// What the next call begins; empty: it goes on with the same. Where the phase has a limit, that call comes once
    /// there is room, so a step asks for the phase before it does what is limited.
    std::string phase{};
    std::string text{}; ///< for people: "18 of 172 packages"; empty: nothing new to say
    Existence existence = Existence::unsaid;
};

using Outcome = std::variant<Done, Failed, Again>;

/// What a step may want to know while it advances.
struct Turn
{
    TimePoint now{};
    TimePoint deadline{}; ///< of the whole step, as far as it is known now
    std::stop_token stop{};
};

/// Something that is done bit by bit. Calls come from different threads, but one at a time.
class Step
{
public:
    virtual ~Step() = default;

    /// Does what can be done without waiting: a system call, a request, a look. It may throw an Error instead of
    /// returning it. Being killed between or within calls must leave something that the site's observe() and steps can
    /// go on from.
    virtual Outcome advance(const Turn& turn) = 0;

    /// What is said when the deadline has passed: a step that knows more than that (the last lines of a console) says
    /// it.
    virtual Diagnostic overdue() const;
};

/// A step and the terms on which it runs.
struct Job
{
    std::unique_ptr<Step> step{};
    std::string phase = "working";             ///< that it begins in
    Duration within = std::chrono::minutes(5); ///< from its first call, without the time that it waits for room
};

} // namespace edgepool::run
