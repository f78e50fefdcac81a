// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.h"
#include "plan/resource.h"
#include "plan/tasks.h"
#include "run/step.h"

namespace edgepool::run
{

enum class What
{
    begun,    ///< the whole run; `count` is its number of tasks
    queued,   ///< the task could go on, but its phase is full
    started,  ///< the task's first call comes
    advanced, ///< another phase, or something new to say
    retried,  ///< it failed and is tried again; `fault` says how it failed, `took` how long it waits now
    done,
    failed,  ///< `fault` says how
    skipped, ///< `because` failed
    left,    ///< interrupted before it was done; the next run goes on from there
    ended,   ///< the whole run; `count` is the number of tasks that are not done
};

std::string_view to_string(What what);

/// Time that a task spent in one phase.
struct PhaseTime
{
    std::string phase{};
    Duration spent{};

    friend bool operator==(const PhaseTime&, const PhaseTime&) = default;
};

/// Adds to the phase of that name; a phase without any time gets no entry.
void add(std::vector<PhaseTime>& phases, std::string_view phase, Duration spent);

/// Phases in which the executor, not the step, has a task.
inline constexpr std::string_view waiting_for_others = "waiting for others";
inline constexpr std::string_view waiting_for_room = "waiting for room";

struct Event
{
    What what = What::begun;
    Duration at{}; ///< since the run began
    std::size_t task = 0;
    plan::TaskKind kind = plan::TaskKind::create;
    plan::Id id{};
    std::string phase{};
    std::string text{};
    std::optional<Diagnostic> fault{};
    std::optional<plan::Id> because{};
    Duration took{}; ///< done, failed, left: since it started
    std::size_t count = 0;
    std::vector<PhaseTime> phases{}; ///< done, failed, left: where the time since the run began went
};

/// Who is told. Always by the same thread.
class Sink
{
public:
    virtual ~Sink() = default;

    virtual void take(const Event& event) = 0;
    /// Some time has passed and nothing happened.
    virtual void pass(Duration /*at*/) {}
};

/// Tells several.
class Tee final : public Sink
{
public:
    explicit Tee(std::vector<Sink*> sinks) : sinks_(std::move(sinks)) {}

    void take(const Event& event) override;
    void pass(Duration at) override;

private:
    std::vector<Sink*> sinks_;
};

/// Keeps all events, for the bill.
class Recorder final : public Sink
{
public:
    void take(const Event& event) override { events_.push_back(event); }

    const std::vector<Event>& events() const { return events_; }

private:
    std::vector<Event> events_;
};

} // namespace edgepool::run
