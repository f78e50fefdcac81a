// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/diagnostics.h"
#include "cli/console.h"
#include "plan/resource.h"
#include "run/event.h"

namespace edgepool::cli
{

/// What machines are at while a command works on many of them, told as `up` tells it: live on a terminal, as lines
/// elsewhere. What is over within a second is not worth a word. Many threads may tell.
class LiveProgress
{
public:
    LiveProgress(const std::vector<plan::Id>& things, std::string phase, Console& console);
    LiveProgress(const LiveProgress&) = delete;
    LiveProgress& operator=(const LiveProgress&) = delete;
    /// Nothing more is drawn.
    ~LiveProgress();

    void begin(const std::string& name);
    void tell(const std::string& name, const std::string& text);
    void end(const std::string& name, bool is_well);

private:
    using Clock = std::chrono::steady_clock;

    void take(run::Event event, const std::string& name);
    void show_what_was_held();
    void tick(const std::stop_token& stop);
    run::Duration now() const { return Clock::now() - began_; }

    std::string phase_;
    std::vector<plan::Id> things_;
    std::map<std::string, std::size_t> places_{};
    std::map<std::string, Clock::time_point> begun_{};
    Clock::time_point began_ = Clock::now();
    std::unique_ptr<run::Sink> sink_;
    std::vector<run::Event> held_{}; ///< until a second has passed
    bool is_shown_ = false;
    std::size_t left_ = 0;
    std::mutex mutex_{};
    std::condition_variable_any over_{};
    std::jthread ticker_{}; ///< last: it ends before what it uses
};

} // namespace edgepool::cli
