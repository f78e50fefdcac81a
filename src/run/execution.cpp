// SPDX-License-Identifier: Apache-2.0
#include "run/execution.h"

#include <algorithm>
#include <cassert>
#include <utility>
#include <variant>

#include "base/error.h"

namespace edgepool::run
{

namespace
{

Limits merged(Limits limits, Limits others)
{
    limits.merge(others);
    return limits;
}

} // namespace

Execution::Execution(const plan::Plan& plan, Site& site, Runner& runner, Sink& sink, const Rules& rules,
                     std::stop_token stop)
    : plan_(plan),
      site_(site),
      runner_(runner),
      sink_(sink),
      rules_(rules),
      stop_(std::move(stop)),
      result_{.tasks = tasks_of(plan)},
      order_(result_.tasks),
      rooms_(merged(rules.limits, site.limits())),
      slots_(result_.tasks.size()),
      begin_(runner.now()),
      now_(begin_),
      chance_(rules.seed)
{
    result_.results.resize(slots_.size());
    for (Slot& slot : slots_)
    {
        slot.since = begin_;
    }
}

Execution::~Execution()
{
    while (running_ > 0)
    {
        running_ -= runner_.wait_until(runner_.now() + std::chrono::hours(1)) ? 1 : 0;
    }
}

Result Execution::run()
{
    sink_.take({.what = What::begun, .count = slots_.size()});
    unblock(order_.first());
    while (true)
    {
        now_ = runner_.now();
        if (!stopping())
        {
            admit();
            wake();
            start_calls();
        }
        if (is_over())
        {
            break;
        }
        assert(running_ > 0 || !due_.empty() || !ready_.empty());
        const auto finished = runner_.wait_until(next_time());
        now_ = runner_.now();
        finished ? settle(*finished) : sink_.pass(at(now_));
    }
    if (fault_)
    {
        std::rethrow_exception(fault_);
    }
    leave_the_rest();
    sink_.take({.what = What::ended, .at = at(now_), .count = slots_.size() - result_.count(Ending::done)});
    return std::move(result_);
}

/// When there is something to do even if no call comes to its end. After the stop, nothing is due any more.
TimePoint Execution::next_time() const
{
    const TimePoint tick = now_ + rules_.tick;
    return stopping() || due_.empty() ? tick : std::min(tick, std::max(now_, due_.top().first));
}

void Execution::unblock(const std::vector<std::size_t>& tasks)
{
    for (const std::size_t task : tasks)
    {
        const plan::Task& planned = result_.tasks[task];
        try
        {
            slots_[task].job = site_.job(plan_.actions[planned.action], planned.kind);
        }
        catch (const Error& error)
        {
            give_up(task, error.diagnostic());
            continue;
        }
        slots_[task].due = now_;
        queue(task, slots_[task].job.phase);
    }
}

void Execution::queue(std::size_t task, std::string phase)
{
    Slot& slot = slots_[task];
    if (std::exchange(slot.inside, false))
    {
        rooms_.leave(slot.phase);
    }
    spend(slot, waiting_for_room);
    slot.phase = std::move(phase);
    rooms_.queue(slot.phase, task);
    arrivals_.push_back(task);
}

void Execution::admit()
{
    for (const std::size_t task : rooms_.admit())
    {
        Slot& slot = slots_[task];
        slot.inside = true;
        slot.deadline += now_ - slot.since;
        spend(slot, slot.phase);
        wait(task, slot.due);
        if (slot.started)
        {
            sink_.take(event(What::advanced, task));
        }
    }
    for (const std::size_t task : std::exchange(arrivals_, {}))
    {
        if (!slots_[task].inside && !slots_[task].ended)
        {
            sink_.take(event(What::queued, task));
        }
    }
}

void Execution::wake()
{
    while (!due_.empty() && due_.top().first <= now_)
    {
        ready_.push_back(due_.top().second);
        due_.pop();
    }
}

void Execution::start_calls()
{
    while (!ready_.empty() && runner_.can_start())
    {
        const std::size_t task = ready_.front();
        ready_.pop_front();
        start_call(task);
    }
}

void Execution::start_call(std::size_t task)
{
    Slot& slot = slots_[task];
    if (!slot.started)
    {
        slot.started = now_;
        slot.deadline = now_ + slot.job.within;
        sink_.take(event(What::started, task));
    }
    const Turn turn{.now = now_, .deadline = slot.deadline, .stop = stop_};
    ++running_;
    runner_.start(task, [this, &slot, turn] { call(slot, turn); });
}

/// Runs in some other thread, and touches nothing but the slot.
void Execution::call(Slot& slot, const Turn& turn)
{
    try
    {
        slot.outcome = slot.job.step->advance(turn);
        if (turn.now >= turn.deadline && std::holds_alternative<Again>(*slot.outcome))
        {
            slot.outcome = Failed{Error(slot.job.step->overdue())};
        }
    }
    catch (const Error& error)
    {
        slot.outcome = Failed{error};
    }
    catch (...)
    {
        slot.fault = std::current_exception(); // a bug; it goes on in the thread that called execute()
    }
}

void Execution::settle(std::size_t task)
{
    --running_;
    Slot& slot = slots_[task];
    if (slot.fault)
    {
        fault_ = slot.fault;
        return;
    }
    const Outcome outcome = *std::exchange(slot.outcome, std::nullopt);
    if (const auto* const again = std::get_if<Again>(&outcome))
    {
        go_on(task, *again);
    }
    else if (const auto* const failed = std::get_if<Failed>(&outcome))
    {
        fail(task, failed->error);
    }
    else
    {
        succeed(task);
    }
}

void Execution::go_on(std::size_t task, const Again& again)
{
    Slot& slot = slots_[task];
    slot.failures = 0;
    const bool other_phase = !again.phase.empty() && again.phase != slot.phase;
    const bool news = !again.text.empty() && again.text != slot.text;
    slot.due = std::min(now_ + again.after, slot.deadline);
    if (again.existence == Existence::begun)
    {
        unblock(order_.reached(task, plan::After::Until::exists));
    }
    if (other_phase)
    {
        slot.text = again.text;
        queue(task, again.phase);
        return;
    }
    wait(task, slot.due);
    if (news)
    {
        slot.text = again.text;
        sink_.take(event(What::advanced, task));
    }
}

void Execution::fail(std::size_t task, const Error& error)
{
    Slot& slot = slots_[task];
    const bool may_try = error.retry() == Retry::may_help && now_ < slot.deadline;
    if (!may_try || ++slot.failures >= rules_.backoff.tries)
    {
        give_up(task, error.diagnostic());
        return;
    }
    const double chance = std::generate_canonical<double, 32>(chance_);
    const TimePoint due = std::min(now_ + wait_after(slot.failures, rules_.backoff, chance), slot.deadline);
    wait(task, due);
    Event retried = event(What::retried, task);
    retried.fault = error.diagnostic();
    retried.took = due - now_;
    sink_.take(retried);
}

void Execution::wait(std::size_t task, TimePoint due)
{
    due_.emplace(due, task);
}

void Execution::succeed(std::size_t task)
{
    end(task, Ending::done);
    sink_.take(last_event(What::done, task));
    unblock(order_.reached(task, plan::After::Until::done));
}

void Execution::give_up(std::size_t task, const Diagnostic& fault)
{
    end(task, Ending::failed);
    result_.results[task].fault = fault;
    Event failed = last_event(What::failed, task);
    failed.fault = fault;
    sink_.take(failed);
    skip(order_.lost(task), task);
}

void Execution::skip(const std::vector<std::size_t>& tasks, std::size_t because)
{
    for (const std::size_t task : tasks)
    {
        if (slots_[task].ended)
        {
            continue; // for another failure
        }
        end(task, Ending::skipped);
        result_.results[task].because = because;
        Event skipped = event(What::skipped, task);
        skipped.because = plan_.actions[result_.tasks[because].action].id();
        sink_.take(skipped);
    }
}

void Execution::leave_the_rest()
{
    for (std::size_t task = 0; task < slots_.size(); ++task)
    {
        if (slots_[task].ended)
        {
            continue;
        }
        result_.interrupted = true;
        if (slots_[task].started)
        {
            end(task, Ending::left);
            sink_.take(last_event(What::left, task));
        }
    }
}

void Execution::end(std::size_t task, Ending ending)
{
    Slot& slot = slots_[task];
    spend(slot, {});
    if (std::exchange(slot.inside, false))
    {
        rooms_.leave(slot.phase);
    }
    slot.job.step.reset(); // it may hold connections
    slot.ended = true;
    ++ended_;
    result_.results[task].ending = ending;
}

void Execution::spend(Slot& slot, std::string_view next)
{
    add(slot.phases, slot.spends, now_ - slot.since);
    slot.spends = next;
    slot.since = now_;
}

Event Execution::event(What what, std::size_t task) const
{
    const plan::Task& planned = result_.tasks[task];
    return {.what = what,
            .at = at(now_),
            .task = task,
            .kind = planned.kind,
            .id = plan_.actions[planned.action].id(),
            .phase = slots_[task].phase,
            .text = slots_[task].text};
}

/// Of a task that was begun.
Event Execution::last_event(What what, std::size_t task) const
{
    Event last = event(what, task);
    last.took = slots_[task].started ? now_ - *slots_[task].started : Duration::zero();
    last.phases = slots_[task].phases;
    return last;
}

} // namespace edgepool::run
