// SPDX-License-Identifier: Apache-2.0
#include "run/order.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace edgepool::run
{

Order::Order(std::span<const plan::Task> tasks) : waits_for_(tasks.size()), waiters_(tasks.size())
{
    for (std::size_t task = 0; task < tasks.size(); ++task)
    {
        waits_for_[task] = tasks[task].after.size();
        for (const plan::After& after : tasks[task].after)
        {
            waiters_[after.task].push_back({.task = task, .until = after.until});
        }
    }
}

std::vector<std::size_t> Order::first() const
{
    std::vector<std::size_t> free;
    for (std::size_t task = 0; task < waits_for_.size(); ++task)
    {
        if (waits_for_[task] == 0)
        {
            free.push_back(task);
        }
    }
    return free;
}

std::vector<std::size_t> Order::reached(std::size_t task, plan::After::Until until)
{
    std::vector<std::size_t> free;
    const auto is_satisfied = [until](const Waiter& waiter) {
        return until == plan::After::Until::done || waiter.until == until;
    };
    for (const Waiter& waiter : waiters_[task])
    {
        if (is_satisfied(waiter))
        {
            assert(waits_for_[waiter.task] > 0);
            if (--waits_for_[waiter.task] == 0)
            {
                free.push_back(waiter.task);
            }
        }
    }
    std::erase_if(waiters_[task], is_satisfied);
    return free;
}

std::vector<std::size_t> Order::lost(std::size_t task)
{
    std::vector<std::size_t> lost;
    std::vector<std::size_t> causes{task};
    while (!causes.empty())
    {
        const std::vector<Waiter> waiters = std::exchange(waiters_[causes.back()], {});
        causes.pop_back();
        for (const Waiter& waiter : waiters)
        {
            lost.push_back(waiter.task);
            causes.push_back(waiter.task);
        }
    }
    std::ranges::sort(lost);
    const auto doubles = std::ranges::unique(lost);
    lost.erase(doubles.begin(), doubles.end());
    return lost;
}

} // namespace edgepool::run
