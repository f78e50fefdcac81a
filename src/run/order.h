// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "plan/tasks.h"

namespace edgepool::run
{

/// Which tasks wait for which others.
class Order
{
public:
    explicit Order(std::span<const plan::Task> tasks);

    /// Those that wait for nobody.
    std::vector<std::size_t> first() const;
    /// What the task makes is there, or it is done: those that wait for nobody any more.
    std::vector<std::size_t> reached(std::size_t task, plan::After::Until until);
    /// The task has failed: all that wait for it, directly or not.
    std::vector<std::size_t> lost(std::size_t task);

private:
    struct Waiter
    {
        std::size_t task = 0;
        plan::After::Until until = plan::After::Until::done;
    };

    std::vector<std::size_t> waits_for_; ///< how many others
    std::vector<std::vector<Waiter>> waiters_;
};

} // namespace edgepool::run
