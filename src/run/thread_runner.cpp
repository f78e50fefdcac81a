// SPDX-License-Identifier: Apache-2.0
#include "run/thread_runner.h"

#include <algorithm>

namespace edgepool::run
{

ThreadRunner::ThreadRunner(std::size_t threads, const std::stop_token& stop) : on_stop_(stop, [this] { wake(); })
{
    for (std::size_t i = 0; i < std::max<std::size_t>(1, threads); ++i)
    {
        threads_.emplace_back([this] { serve(); });
    }
}

ThreadRunner::~ThreadRunner()
{
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    work_came_.notify_all();
    threads_.clear(); // joins
}

bool ThreadRunner::can_start() const
{
    const std::lock_guard lock(mutex_);
    return busy_ < threads_.size();
}

void ThreadRunner::start(std::size_t number, std::function<void()> work)
{
    {
        const std::lock_guard lock(mutex_);
        ++busy_;
        work_.emplace_back(number, std::move(work));
    }
    work_came_.notify_one();
}

std::optional<std::size_t> ThreadRunner::wait_until(TimePoint until)
{
    std::unique_lock lock(mutex_);
    work_finished_.wait_until(lock, until, [this] { return !finished_.empty() || woken_; });
    woken_ = false;
    if (finished_.empty())
    {
        return std::nullopt;
    }
    const std::size_t number = finished_.front();
    finished_.pop_front();
    return number;
}

void ThreadRunner::serve()
{
    std::unique_lock lock(mutex_);
    while (true)
    {
        work_came_.wait(lock, [this] { return !work_.empty() || closing_; });
        if (work_.empty())
        {
            return;
        }
        const auto [number, work] = std::move(work_.front());
        work_.pop_front();
        lock.unlock();
        work();
        lock.lock();
        --busy_;
        finished_.push_back(number);
        work_finished_.notify_one();
    }
}

void ThreadRunner::wake()
{
    {
        const std::lock_guard lock(mutex_);
        woken_ = true;
    }
    work_finished_.notify_one();
}

} // namespace edgepool::run
