// SPDX-License-Identifier: Apache-2.0
#include "run/thread_runner.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <latch>
#include <optional>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "run/execute.h"
#include "unit/run/scripted_site.h"

namespace edgepool::run
{

namespace
{

using namespace sample;
using namespace std::chrono_literals;

std::vector<plan::Resource> group(unsigned count)
{
    std::vector<plan::Resource> resources;
    for (unsigned i = 1; i <= count; ++i)
    {
        // A chain of ten, so that some wait for others.
        const std::string before = "mec-" + std::to_string(i - 1);
        const std::vector<std::string> needs = i % 10 == 1 ? std::vector<std::string>{} : std::vector{before};
        resources.push_back(resource("mec-" + std::to_string(i), needs));
    }
    return resources;
}

TEST(ThreadRunner, KnowsWhenAllThreadsAreBusy)
{
    ThreadRunner runner(2, {});
    std::latch go(1);
    EXPECT_TRUE(runner.can_start());
    runner.start(1, [&] { go.wait(); });
    EXPECT_TRUE(runner.can_start());
    runner.start(2, [&] { go.wait(); });
    EXPECT_FALSE(runner.can_start());
    go.count_down();
    std::set<std::size_t> finished;
    while (finished.size() < 2)
    {
        if (const auto number = runner.wait_until(runner.now() + 1min))
        {
            finished.insert(*number);
        }
    }
    EXPECT_EQ(finished, (std::set<std::size_t>{1, 2}));
    EXPECT_TRUE(runner.can_start());
}

TEST(ThreadRunner, DoesNotWaitBeyondTheTime)
{
    ThreadRunner runner(1, {});
    const TimePoint until = runner.now() + 5ms;
    EXPECT_EQ(runner.wait_until(until), std::nullopt);
    EXPECT_GE(runner.now(), until);
}

TEST(ThreadRunner, WakesAtAStopOnce)
{
    std::stop_source stop;
    ThreadRunner runner(1, stop.get_token());
    std::jthread stopper([&] { stop.request_stop(); });
    EXPECT_EQ(runner.wait_until(runner.now() + 1h), std::nullopt);
    std::latch go(1);
    runner.start(7, [&] { go.wait(); });
    go.count_down();
    EXPECT_EQ(runner.wait_until(runner.now() + 1h), 7U) << "not the stop again";
}

TEST(ThreadRunner, KnowsOfAStopThatCameBefore)
{
    std::stop_source stop;
    stop.request_stop();
    ThreadRunner runner(1, stop.get_token());
    EXPECT_EQ(runner.wait_until(runner.now() + 1h), std::nullopt);
}

TEST(ConcurrentExecute, RunsHundredsOfStepsInAFewThreads)
{
    ScriptedSite site;
    std::atomic<unsigned> at_once = 0;
    std::atomic<unsigned> most = 0;
    site.other.advance = [&](unsigned call, const Turn&) -> Outcome {
        unsigned known = most;
        for (const unsigned now = ++at_once; known < now && !most.compare_exchange_weak(known, now);)
        {
        }
        --at_once;
        return call < 5 ? Outcome{Again{.after = 1us, .text = std::to_string(call)}} : Outcome{Done{}};
    };
    ThreadRunner runner(4, {});
    Recorder told;
    EXPECT_TRUE(execute(plan::plan_for(group(300), {}), site, runner, told, {}, {}).all_done());
    EXPECT_LE(most, 4U);
}

TEST(ConcurrentExecute, CallsAStepFromOneThreadAtATime)
{
    ScriptedSite site;
    site.other.advance = [calls = 0U](unsigned call, const Turn&) mutable -> Outcome {
        EXPECT_EQ(++calls, call); // what one call wrote, the next one reads, without a lock
        return call < 50 ? Outcome{Again{}} : Outcome{Done{}};
    };
    ThreadRunner runner(4, {});
    Recorder told;
    EXPECT_TRUE(execute(plan::plan_for(group(20), {}), site, runner, told, {}, {}).all_done());
}

TEST(ConcurrentExecute, EndsSoonAfterAStop)
{
    ScriptedSite site;
    std::stop_source stop;
    std::latch begun(3);
    site.other.advance = [&](unsigned call, const Turn&) -> Outcome {
        if (call == 1)
        {
            begun.count_down();
        }
        return Again{.after = call == 1 ? Duration(1h) : Duration::zero()};
    };
    site.other.within = 2h;
    ThreadRunner runner(4, stop.get_token());
    Recorder told;
    std::jthread stopper([&] {
        begun.wait();
        stop.request_stop();
    });
    const std::vector<plan::Resource> wanted{resource("mec-1"), resource("mec-2"), resource("mec-3"),
                                             resource("mec-4", {"mec-1"})};
    const Result result = execute(plan::plan_for(wanted, {}), site, runner, told, {}, stop.get_token());
    EXPECT_TRUE(result.interrupted);
    EXPECT_EQ(result.count(Ending::left), 3U);
    EXPECT_EQ(result.count(Ending::not_begun), 1U);
}

TEST(ConcurrentExecute, WaitsForCallsUnderWayBeforeItPassesABugOn)
{
    ScriptedSite site;
    std::latch bug_seen(1);
    std::atomic<bool> finished = false;
    site.scripts["mec-1"].advance = [&](unsigned, const Turn&) -> Outcome {
        bug_seen.wait();
        finished = true;
        return Done{};
    };
    site.scripts["mec-2"].advance = [&](unsigned, const Turn&) -> Outcome {
        bug_seen.count_down();
        throw std::logic_error("a bug");
    };
    ThreadRunner runner(2, {});
    Recorder told;
    const plan::Plan plan = plan::plan_for(std::vector{resource("mec-1"), resource("mec-2")}, {});
    EXPECT_THROW(execute(plan, site, runner, told, {}, {}), std::logic_error);
    EXPECT_TRUE(finished);
}

/// Cannot tell anybody: its disk is full.
class FullSink final : public Sink
{
public:
    void take(const Event& event) override
    {
        if (event.what == What::done)
        {
            throw error();
        }
    }
};

TEST(ConcurrentExecute, WaitsForCallsUnderWayWhenASinkFails)
{
    ScriptedSite site;
    std::atomic<unsigned> finished = 0;
    site.other.advance = [&](unsigned, const Turn&) -> Outcome {
        ++finished;
        return Done{};
    };
    FullSink sink;
    ThreadRunner runner(4, {});
    EXPECT_THROW(execute(plan::plan_for(group(100), {}), site, runner, sink, {}, {}), Error);
    EXPECT_GE(finished, 1U);
}

} // namespace

} // namespace edgepool::run
