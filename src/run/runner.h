// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "run/step.h"

namespace edgepool::run
{

/// Threads and time: the only things of the world that the executor knows.
class Runner
{
public:
    virtual ~Runner() = default;

    virtual bool can_start() const = 0;
    /// Has the work done by somebody, soon. It does not throw.
    virtual void start(std::size_t number, std::function<void()> work) = 0;
    /// The number of a finished work, each once; nothing when none was finished by then, or when the run is to stop.
    /// What the work wrote can be read.
    virtual std::optional<std::size_t> wait_until(TimePoint until) = 0;
    virtual TimePoint now() const = 0;
};

} // namespace edgepool::run
