// SPDX-License-Identifier: Apache-2.0
#include "local/pace.h"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <ctime>
#include <mutex>
#include <stop_token>
#include <thread>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.h"

namespace edgepool::local
{

namespace
{

using namespace std::chrono_literals;

/// Of processes that never rest, and of those that do nothing.
std::uint64_t always_more(int /*process*/)
{
    const std::chrono::duration<double> now = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(now.count() * static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

std::uint64_t always_the_same(int /*process*/)
{
    return 1000;
}

/// Whether that takes more than a second.
bool has_to_wait(Pace& pace)
{
    std::stop_source soon;
    const std::jthread timer([&](const std::stop_token& over) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any().wait_for(lock, over, 1s, [] { return false; });
        soon.request_stop();
    });
    try
    {
        pace.take_turn(soon.get_token());
        return false;
    }
    catch (const Error&)
    {
        return true;
    }
}

TEST(Pace, HasAsManyStartAsThereAreProcessors)
{
    Pace pace(2);
    pace.take_turn({});
    pace.take_turn({});
    EXPECT_TRUE(has_to_wait(pace));
    pace.give_up();
    pace.take_turn({});
}

TEST(Pace, WaitsForWhoHasStartedUntilItHasNothingToDo)
{
    Pace with_busy_ones(1, always_more);
    with_busy_ones.take_turn({});
    with_busy_ones.is_running(1);
    EXPECT_TRUE(has_to_wait(with_busy_ones));
    Pace with_idle_ones(1, always_the_same);
    with_idle_ones.take_turn({});
    with_idle_ones.is_running(1);
    with_idle_ones.take_turn({});
}

TEST(Pace, DoesNotWaitForWhoIsSaidToHaveDoneItsWork)
{
    Pace pace(1, always_more);
    pace.take_turn({});
    pace.is_running(1);
    pace.has_done(2);
    EXPECT_TRUE(has_to_wait(pace));
    pace.has_done(1);
    pace.take_turn({});
}

TEST(Pace, DoesNotWaitForWhoIsGone)
{
    bool is_gone = false;
    Pace pace(1, [&](int) -> std::uint64_t { return is_gone ? 0 : always_more(0); });
    pace.take_turn({});
    pace.is_running(1);
    is_gone = true;
    pace.take_turn({});
}

TEST(Pace, ReadsTheTimeOfAProcess)
{
    const clock_t begin = std::clock();
    while (std::clock() - begin < CLOCKS_PER_SEC / 4)
    {
    }
    EXPECT_GE(ticks_of(::getpid()), 20U);
    EXPECT_EQ(ticks_of(0), 0U);
}

TEST(Pace, LetsThoseGoWhoNeedNoProcessor)
{
    Pace pace(1);
    pace.take_turn({});
    pace.take_turn({}, true);
    EXPECT_TRUE(has_to_wait(pace));
}

} // namespace

} // namespace edgepool::local
