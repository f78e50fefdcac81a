// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>

#include "wire/handle.h"

namespace edgepool::wire
{

enum class Interest : std::uint8_t
{
    reading,
    writing,
};

/// Waits for many descriptors at once, and calls whoever asked for the one that is ready.
class Poller
{
public:
    Poller();

    /// Calls `ready` whenever the descriptor is; in place of an earlier wish for it.
    void watch(int descriptor, Interest interest, std::function<void()> ready);
    /// Must come before the descriptor is closed.
    void forget(int descriptor);

    /// Waits until something is ready, and calls all who asked for it.
    void wait();

private:
    Handle epoll_;
    /// Shared, since a callback may forget itself.
    std::map<int, std::shared_ptr<std::function<void()>>> callbacks_{};
};

} // namespace edgepool::wire
