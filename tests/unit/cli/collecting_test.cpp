// SPDX-License-Identifier: Apache-2.0
#include "cli/collecting.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>

#include <gtest/gtest.h>

#include "base/error.h"
#include "handlespace/frames.h"

namespace edgepool::cli
{

namespace
{

using namespace std::chrono_literals;
using handlespace::Name;
using handlespace::Role;

std::string text_of(const handlespace::Octets& octets)
{
    return {octets.begin(), octets.end()};
}

std::string report_frame(std::uint64_t identifier)
{
    handlespace::Octets stream;
    handlespace::add_report_frame(
        stream, handlespace::write_report({.sender = {Role::element, identifier}, .interval = 500ms}));
    return text_of(stream);
}

std::string tally_frame(std::uint64_t malformed)
{
    handlespace::Octets stream;
    handlespace::add_tally_frame(stream, {.received = 1, .malformed = malformed});
    return text_of(stream);
}

void wait_for(const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait(lock, stop, [] { return false; });
}

/// Machines whose names say how they behave.
void behave(const NamedReach& machine, const std::stop_token& stop, const std::function<void(std::string_view)>& out)
{
    if (machine.name == "unreachable")
    {
        throw Error({.code = "test.unreachable", .summary = "it cannot be", .detail = "no route"});
    }
    if (machine.name == "noisy")
    {
        out("Welcome to this machine!\n");
    }
    if (machine.name != "unending")
    {
        const std::string frames = tally_frame(7) + report_frame(1);
        out(frames.substr(0, 20));
        out(frames.substr(20));
    }
    if (machine.name != "ending")
    {
        wait_for(stop);
    }
}

NamedReach machine(std::string name)
{
    return {.name = std::move(name), .reach = run::Reach{}};
}

PoolSight sight_when(Collecting& collecting, const std::function<bool(const PoolSight&)>& condition)
{
    for (;;)
    {
        PoolSight sight = collecting.look();
        if (condition(sight))
        {
            return sight;
        }
        std::this_thread::yield();
    }
}

TEST(ConcurrentCollecting, HasTheReportsOfAllMachinesAndTheFaultsOfSome)
{
    std::atomic<int> passed_on = 0;
    Collecting collecting({.stream = behave, .on_report = [&](handlespace::View) { ++passed_on; }});
    collecting.follow({machine("good"), machine("unreachable"), machine("noisy"), machine("ending")});
    const PoolSight sight = sight_when(collecting, [](const PoolSight& seen) {
        return seen.components.size() == 2 && seen.streams.at("good").is_open &&
               !seen.streams.at("unreachable").fault.empty() && !seen.streams.at("noisy").fault.empty() &&
               !seen.streams.at("ending").fault.empty();
    });
    EXPECT_EQ(sight.components.at(0).source, "ending"); // what it said is remembered for a while
    EXPECT_EQ(sight.components.at(1).source, "good");
    EXPECT_EQ(sight.streams.at("good").tally.malformed, 7U);
    EXPECT_EQ(sight.streams.at("unreachable").fault, "no route");
    EXPECT_EQ(sight.streams.at("ending").fault, "the connection ended");
    EXPECT_EQ(sight.streams.at("noisy").fault, "'noisy' says something else than reports");
    EXPECT_GE(passed_on, 2);
}

TEST(ConcurrentCollecting, FollowsOthersWhenMachinesComeAndGo)
{
    Collecting collecting({.stream = behave});
    collecting.follow({machine("one"), machine("unending")});
    sight_when(collecting, [](const PoolSight& seen) { return seen.streams.at("one").is_open; });
    EXPECT_FALSE(collecting.is_settled()); // the other one may have something to say
    collecting.follow({machine("two")});
    const PoolSight sight = sight_when(collecting, [](const PoolSight& seen) {
        return seen.streams.contains("two") && seen.streams.at("two").is_open;
    });
    EXPECT_EQ(sight.streams.size(), 1U);
    while (!collecting.is_settled())
    {
        std::this_thread::yield();
    }
}

TEST(ConcurrentCollecting, OfMachinesThatCannotBeReachedIsSettledAtOnce)
{
    Collecting collecting({.stream = behave});
    collecting.follow({machine("unreachable")});
    while (!collecting.is_settled())
    {
        std::this_thread::yield();
    }
    collecting.follow({});
    EXPECT_TRUE(collecting.look().streams.empty());
}

} // namespace

} // namespace edgepool::cli
