// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "run/event.h"

namespace edgepool::run
{

/// How far a run is, from its events.
class Tally
{
public:
    /// A task that was begun and has not ended.
    struct Active
    {
        Event last{};
        Duration since{};
    };

    void take(const Event& event);

    /// In the order in which they began.
    const std::vector<Active>& active() const { return active_; }

    /// "3 of 20 done, 4 under way, 1 failed, 2 skipped"
    std::string text() const;

private:
    std::vector<Active> active_;
    std::size_t total_ = 0;
    std::size_t done_ = 0;
    std::size_t failed_ = 0;
    std::size_t skipped_ = 0;
    std::size_t left_ = 0;
};

} // namespace edgepool::run
