// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <optional>
#include <queue>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "run/execute.h"
#include "run/order.h"
#include "run/rooms.h"

namespace edgepool::run
{

/// One run of the executor: a single thread that never waits for anything but the runner. A task goes from waiting for
/// others to waiting for room in its phase; inside, its step is called, waits until it is due, and is called again.
class Execution
{
public:
    Execution(const plan::Plan& plan, Site& site, Runner& runner, Sink& sink, const Rules& rules, std::stop_token stop);
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    /// Works under way hold on to this object: they are waited for.
    ~Execution();

    Result run();

private:
    /// What the executor knows of one task beside its result.
    struct Slot
    {
        Job job{};
        bool inside = false; ///< a room
        bool ended = false;
        std::string phase{}; ///< that it is in or wants to enter
        std::string text{};  ///< that was told last
        std::optional<TimePoint> started{};
        TimePoint deadline{};
        TimePoint due{};
        unsigned failures = 0; ///< in a row
        std::string_view spends{waiting_for_others};
        TimePoint since{}; ///< it spends its time like that
        std::vector<PhaseTime> phases{};
        std::optional<Outcome> outcome{}; ///< of the call that has just come to its end
        std::exception_ptr fault{};       ///< thrown by that call, and no Error
    };

    using Due = std::pair<TimePoint, std::size_t>;

    TimePoint next_time() const;
    void unblock(const std::vector<std::size_t>& tasks);
    void queue(std::size_t task, std::string phase);
    void admit();
    void wake();
    void start_calls();
    void start_call(std::size_t task);
    void call(Slot& slot, const Turn& turn);
    void settle(std::size_t task);
    void go_on(std::size_t task, const Again& again);
    void fail(std::size_t task, const Error& error);
    void wait(std::size_t task, TimePoint due);
    void succeed(std::size_t task);
    void give_up(std::size_t task, const Diagnostic& fault);
    void skip(const std::vector<std::size_t>& tasks, std::size_t because);
    void leave_the_rest();
    void end(std::size_t task, Ending ending);
    void spend(Slot& slot, std::string_view next);
    Event event(What what, std::size_t task) const;
    Event last_event(What what, std::size_t task) const;
    Duration at(TimePoint time) const { return time - begin_; }
    bool is_over() const { return running_ == 0 && (ended_ == slots_.size() || stopping()); }
    bool stopping() const { return stop_.stop_requested() || fault_ != nullptr; }

    const plan::Plan& plan_;
    Site& site_;
    Runner& runner_;
    Sink& sink_;
    const Rules& rules_;
    std::stop_token stop_;
    Result result_;
    Order order_;
    Rooms rooms_;
    std::vector<Slot> slots_;
    std::vector<std::size_t> arrivals_; ///< at a queue; nobody was told yet
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due_;
    std::deque<std::size_t> ready_; ///< for the next call, as soon as a worker is free
    std::size_t running_ = 0;
    std::size_t ended_ = 0;
    TimePoint begin_;
    TimePoint now_;
    std::mt19937_64 chance_;
    std::exception_ptr fault_;
};

} // namespace edgepool::run
