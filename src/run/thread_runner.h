// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "run/runner.h"

namespace edgepool::run
{

/// Threads of this process and the steady clock.
class ThreadRunner final : public Runner
{
public:
    /// A stop wakes whoever waits for finished work, once.
    ThreadRunner(std::size_t threads, const std::stop_token& stop);
    ThreadRunner(const ThreadRunner&) = delete;
    ThreadRunner& operator=(const ThreadRunner&) = delete;
    /// Waits for the work under way.
    ~ThreadRunner() override;

    bool can_start() const override;
    void start(std::size_t number, std::function<void()> work) override;
    std::optional<std::size_t> wait_until(TimePoint until) override;
    TimePoint now() const override { return std::chrono::steady_clock::now(); }

private:
    using Work = std::pair<std::size_t, std::function<void()>>;

    void serve();
    void wake();

    mutable std::mutex mutex_;
    std::condition_variable work_came_;
    std::condition_variable work_finished_;
    std::deque<Work> work_;
    std::deque<std::size_t> finished_;
    std::size_t busy_ = 0; ///< works that were started and are not finished
    bool woken_ = false;
    bool closing_ = false;
    std::vector<std::jthread> threads_;
    std::stop_callback<std::function<void()>> on_stop_;
};

} // namespace edgepool::run
