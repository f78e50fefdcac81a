// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>

#include "process/wait.h"

namespace edgepool::member
{

/// How a server stands with its pool.
struct Standing
{
    bool is_registered = false;
    process::Clock::time_point registered_at{};
    std::optional<double> told_load{}; ///< what the registrar was told last
    int failed_checks = 0;             ///< one after the other
};

/// What a look at the server showed.
struct Check
{
    bool answers = false;
    std::optional<double> load{}; ///< nullopt: unknown, or of no interest to the policy
};

enum class Step
{
    nothing,
    register_now, ///< for the first time, or again: to stay in the pool, or since the load is another one
    deregister,
};

struct Rhythm
{
    process::Clock::duration registration = std::chrono::seconds(10); ///< a registration lives three times as long
    int failures = 2;        ///< checks that must fail one after the other: a single one may have been bad luck
    double load_step = 0.01; ///< a smaller change is not told
};

/// Takes what the check showed into the standing, and says what to do about it.
Step next_step(Standing& standing, const Check& check, process::Clock::time_point now, const Rhythm& rhythm);

} // namespace edgepool::member
