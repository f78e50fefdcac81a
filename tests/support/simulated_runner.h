// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <utility>

#include "run/runner.h"

namespace edgepool::support
{

/// Time that passes only by being waited for. Work is done where it is started, and counts as finished when it has
/// taken as long as `latency` says.
class SimulatedRunner final : public run::Runner
{
public:
    explicit SimulatedRunner(std::size_t workers, std::function<run::Duration()> latency = nullptr)
        : workers_(workers), latency_(std::move(latency))
    {
    }

    bool can_start() const override { return working_.size() < workers_; }

    void start(std::size_t number, std::function<void()> work) override
    {
        work();
        ++calls_;
        working_.emplace(now_ + (latency_ ? latency_() : run::Duration::zero()), number);
        most_at_once_ = std::max(most_at_once_, working_.size());
    }

    std::optional<std::size_t> wait_until(run::TimePoint until) override
    {
        const auto first = working_.begin();
        if (first == working_.end() || first->first > until)
        {
            now_ = std::max(now_, until);
            return std::nullopt;
        }
        now_ = std::max(now_, first->first);
        const std::size_t number = first->second;
        working_.erase(first);
        return number;
    }

    run::TimePoint now() const override { return now_; }
    run::Duration passed() const { return now_ - run::TimePoint{}; }
    std::size_t calls() const { return calls_; }
    std::size_t most_at_once() const { return most_at_once_; }

private:
    std::size_t workers_;
    std::function<run::Duration()> latency_;
    std::multimap<run::TimePoint, std::size_t> working_;
    run::TimePoint now_{};
    std::size_t calls_ = 0;
    std::size_t most_at_once_ = 0;
};

} // namespace edgepool::support
