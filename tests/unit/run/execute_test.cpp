// SPDX-License-Identifier: Apache-2.0
#include "run/execute.h"

#include <algorithm>
#include <chrono>
#include <ranges>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/simulated_runner.h"
#include "unit/run/scripted_site.h"

namespace edgepool::run
{

namespace
{

using namespace sample;
using namespace std::chrono_literals;
using support::SimulatedRunner;
using testing::ElementsAre;

/// What a test needs of a run: a site, a clock, and what was told.
struct World
{
    ScriptedSite site{};
    SimulatedRunner runner{8};
    Recorder told{};
    Rules rules{};
    std::stop_source stop{};

    Result create(const std::vector<plan::Resource>& wanted)
    {
        return execute(plan::plan_for(wanted, site.found), site, runner, told, rules, stop.get_token());
    }

    std::size_t count(What what) const
    {
        return static_cast<std::size_t>(std::ranges::count(told.events(), what, &Event::what));
    }

    const Event& last(What what) const
    {
        const auto reversed = std::views::reverse(told.events());
        return *std::ranges::find(reversed, what, &Event::what);
    }
};

std::vector<plan::Resource> group(unsigned count, const std::vector<std::string>& needs = {})
{
    std::vector<plan::Resource> resources;
    for (unsigned i = 1; i <= count; ++i)
    {
        resources.push_back(resource("mec-" + std::to_string(i), needs));
    }
    return resources;
}

TEST(Execute, DoesNothingForAPlanThatChangesNothing)
{
    World world;
    const Result result = world.create({});
    EXPECT_TRUE(result.all_done());
    EXPECT_FALSE(result.interrupted);
    EXPECT_THAT(said(world.told.events()), ElementsAre("0.0 begun", "0.0 ended"));
}

TEST(Execute, TellsWhatHappens)
{
    World world;
    world.site.scripts["mec-1"] = polled(3, 500ms);
    EXPECT_TRUE(world.create({resource("mgmt"), resource("mec-1", {"mgmt"})}).all_done());
    EXPECT_THAT(said(world.told.events()), ElementsAre("0.0 begun", "0.0 started mgmt", "0.0 done mgmt",
                                                       "0.0 started mec-1", "1.0 done mec-1", "1.0 ended"));
    EXPECT_EQ(world.told.events()[0].count, 2U);
}

TEST(Execute, FiveHundredMachinesTakeAsLongAsOne)
{
    World world;
    world.site.other = polled(60, 2s);
    EXPECT_TRUE(world.create(group(500)).all_done());
    EXPECT_EQ(world.runner.passed(), 118s);
    EXPECT_LE(world.runner.most_at_once(), 8U) << "of the workers";
}

TEST(Execute, LetsNoMoreIntoAPhaseThanItsLimit)
{
    World world;
    world.site.room = {{"starting", 4}};
    world.site.other = polled(2, 1s);
    world.site.other.phase = "starting";
    EXPECT_TRUE(world.create(group(20)).all_done());
    EXPECT_EQ(world.runner.passed(), 5s);
    EXPECT_EQ(world.count(What::queued), 16U);
}

TEST(Execute, LetsThoseInFrontOfThePlanBeginFirst)
{
    World world;
    world.site.room = {{"starting", 1}};
    world.site.other.phase = "starting";
    world.create(group(12));
    std::vector<std::string> started;
    for (const Event& event : world.told.events())
    {
        if (event.what == What::started)
        {
            started.push_back(event.id.name);
        }
    }
    ASSERT_EQ(started.size(), 12U);
    EXPECT_EQ(started.front(), "mec-1");
    EXPECT_EQ(started.back(), "mec-12");
}

TEST(Execute, TakesTheCallersLimitsBeforeTheSites)
{
    World world;
    world.site.room = {{"starting", 4}};
    world.rules.limits = {{"starting", 1}};
    world.site.other = polled(2, 1s);
    world.site.other.phase = "starting";
    world.create(group(3));
    EXPECT_EQ(world.runner.passed(), 3s);
}

TEST(Execute, FreesThePlaceOfAStepThatGoesToAnotherPhase)
{
    World world;
    world.site.room = {{"starting", 1}};
    world.site.other = {.advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1   ? Outcome{Again{.after = 1s}}
               : call == 2 ? Outcome{Again{.after = 10s, .phase = "booting"}}
                           : Outcome{Done{}};
    }};
    world.site.other.phase = "starting";
    EXPECT_TRUE(world.create(group(3)).all_done());
    EXPECT_EQ(world.runner.passed(), 13s);
}

TEST(Execute, SkipsWhatNeedsSomethingThatFailedAndDoesTheRest)
{
    World world;
    world.site.scripts["lan"] = failing();
    const Result result = world.create({resource("mgmt"), resource("lan"), resource("mec-1", {"mgmt", "lan"}),
                                        resource("ue-1", {"mec-1"}), resource("pr-1", {"mgmt"})});
    EXPECT_THAT(said(world.told.events()),
                ElementsAre("0.0 begun", "0.0 started mgmt", "0.0 started lan", "0.0 done mgmt", "0.0 started pr-1",
                            "0.0 failed lan", "0.0 skipped mec-1 because of lan", "0.0 skipped ue-1 because of lan",
                            "0.0 done pr-1", "0.0 ended"));
    EXPECT_EQ(result.results[1].ending, Ending::failed);
    EXPECT_EQ(result.results[1].fault->code, "test.refused");
    EXPECT_EQ(result.results[3].because, 1U);
    EXPECT_EQ(result.count(Ending::skipped), 2U);
    EXPECT_FALSE(result.interrupted) << "it went as far as it could";
    EXPECT_EQ(world.last(What::ended).count, 3U);
}

TEST(Execute, TriesAgainWhatMayHelp)
{
    World world;
    world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
        return call < 4 ? Outcome{Failed{error(Retry::may_help)}} : Outcome{Done{}};
    };
    world.rules.backoff = {.tries = 4, .first = 1s, .longest = 1min};
    EXPECT_TRUE(world.create(group(1)).all_done());
    EXPECT_EQ(world.count(What::retried), 3U);
    EXPECT_GE(world.runner.passed(), 500ms + 1s + 2s);
    EXPECT_LE(world.runner.passed(), 1s + 2s + 4s);
}

TEST(Execute, GivesUpAfterSoManyFailuresInARow)
{
    World world;
    world.site.other = failing(Retry::may_help);
    world.rules.backoff.tries = 3;
    EXPECT_EQ(world.create(group(1)).count(Ending::failed), 1U);
    EXPECT_EQ(world.runner.calls(), 3U);
}

TEST(Execute, ForgetsFailuresOnceAStepGetsOn)
{
    World world;
    world.rules.backoff.tries = 2;
    world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 10      ? Outcome{Done{}}
               : call % 2 == 1 ? Outcome{Failed{error(Retry::may_help)}}
                               : Outcome{Again{.after = 1s}};
    };
    EXPECT_TRUE(world.create(group(1)).all_done());
}

TEST(Execute, ThoseThatFailedTogetherDoNotComeBackTogether)
{
    World world;
    world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1 ? Outcome{Failed{error(Retry::may_help)}} : Outcome{Done{}};
    };
    world.create(group(8));
    std::vector<Duration> waits;
    for (const Event& event : world.told.events())
    {
        if (event.what == What::retried)
        {
            waits.push_back(event.took);
        }
    }
    std::ranges::sort(waits);
    EXPECT_EQ(std::ranges::adjacent_find(waits), waits.end());
    EXPECT_EQ(waits.size(), 8U);
}

TEST(Execute, FailsWhatIsNotDoneInTime)
{
    World world;
    world.site.other = polled(1000, 4s);
    world.site.other.within = 10s;
    world.site.other.overdue = "the last line of its console was 'panic'";
    const Result result = world.create(group(1));
    ASSERT_TRUE(result.results[0].fault);
    EXPECT_EQ(result.results[0].fault->code, "run.overdue");
    EXPECT_EQ(result.results[0].fault->detail, "the last line of its console was 'panic'");
    EXPECT_EQ(world.runner.passed(), 10s);
}

TEST(Execute, LooksOnceMoreWhenTheDeadlineHasCome)
{
    World world;
    world.site.other.advance = [](unsigned, const Turn& turn) -> Outcome {
        return turn.now < turn.deadline ? Outcome{Again{.after = 1h}} : Outcome{Done{}};
    };
    world.site.other.within = 10s;
    EXPECT_TRUE(world.create(group(1)).all_done());
}

TEST(Execute, DoesNotTryAgainBeyondTheDeadline)
{
    World world;
    world.site.other = failing(Retry::may_help);
    world.site.other.within = 1s;
    world.rules.backoff = {.tries = 1000, .first = 600ms, .longest = 600ms};
    EXPECT_EQ(world.create(group(1)).results[0].fault->code, "test.refused");
    EXPECT_EQ(world.runner.passed(), 1s);
}

TEST(Execute, DoesNotCountTheWaitForRoomAgainstTheDeadline)
{
    World world;
    world.site.room = {{"booting", 1}};
    world.site.other = {.advance = [](unsigned call, const Turn&) -> Outcome {
                            return call == 1   ? Outcome{Again{.phase = "booting"}}
                                   : call == 2 ? Outcome{Again{.after = 8s}}
                                               : Outcome{Done{}};
                        },
                        .within = 10s};
    EXPECT_TRUE(world.create(group(5)).all_done());
    EXPECT_GE(world.runner.passed(), 40s);
}

TEST(Execute, BeginsNothingAfterTheStop)
{
    World world;
    world.site.scripts["mec-1"] = polled(3, 1s);
    world.site.scripts["mec-2"].advance = [&](unsigned, const Turn&) -> Outcome {
        world.stop.request_stop();
        return Done{};
    };
    const Result result = world.create({resource("mec-1"), resource("mec-2"), resource("mec-3", {"mec-2"})});
    EXPECT_TRUE(result.interrupted);
    EXPECT_EQ(result.results[0].ending, Ending::left);
    EXPECT_EQ(result.results[1].ending, Ending::done) << "the call under way came to its end";
    EXPECT_EQ(result.results[2].ending, Ending::not_begun);
    EXPECT_THAT(said(world.told.events()), ElementsAre("0.0 begun", "0.0 started mec-1", "0.0 started mec-2",
                                                       "0.0 done mec-2", "0.0 left mec-1", "0.0 ended"));
}

TEST(Execute, WaitsInPeaceForCallsUnderWayAfterTheStop)
{
    World world;
    world.runner = SimulatedRunner(8, [call = 0]() mutable { return ++call == 2 ? Duration(3s) : Duration(1s); });
    world.site.scripts["mec-1"].advance = [&](unsigned, const Turn&) -> Outcome { return Again{}; };
    world.site.scripts["mec-2"].advance = [&](unsigned, const Turn&) -> Outcome {
        world.stop.request_stop();
        return Done{};
    };
    EXPECT_TRUE(world.create({resource("mec-1"), resource("mec-2")}).interrupted);
    EXPECT_EQ(world.runner.passed(), 3s);
}

TEST(Execute, IsNotInterruptedWhenAllWasDone)
{
    World world;
    world.site.other.advance = [&](unsigned, const Turn&) -> Outcome {
        world.stop.request_stop();
        return Done{};
    };
    EXPECT_FALSE(world.create(group(1)).interrupted);
}

TEST(Execute, ShowsTheStopToSteps)
{
    World world;
    bool seen = false;
    world.site.other.advance = [&](unsigned, const Turn& turn) -> Outcome {
        world.stop.request_stop();
        seen = turn.stop.stop_requested();
        return Again{.after = 1h};
    };
    EXPECT_TRUE(world.create(group(1)).interrupted);
    EXPECT_TRUE(seen);
}

TEST(Execute, GoesOnOnceSomethingExists)
{
    World world;
    world.site.scripts["mec-2"].advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1   ? Outcome{Again{.after = 1s}}
               : call == 2 ? Outcome{Again{.after = 5s, .existence = Existence::begun}}
                           : Outcome{Done{}};
    };
    world.create({resource("mec-1", {"mec-2"}, plan::Need::existing), resource("mec-2")});
    EXPECT_THAT(said(world.told.events()), ElementsAre("0.0 begun", "0.0 started mec-2", "1.0 started mec-1",
                                                       "1.0 done mec-1", "6.0 done mec-2", "6.0 ended"));
}

TEST(Execute, LeavesAloneWhatNeededOnlyTheExistenceOfSomethingThatFailed)
{
    World world;
    world.site.scripts["mec-2"].advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1 ? Outcome{Again{.existence = Existence::begun}} : Outcome{Failed{error()}};
    };
    world.site.scripts["mec-1"] = polled(10, 1s);
    const Result result = world.create({resource("mec-1", {"mec-2"}, plan::Need::existing), resource("mec-2")});
    EXPECT_EQ(result.count(Ending::done), 1U);
    EXPECT_EQ(result.count(Ending::failed), 1U);
}

TEST(Execute, TellsPhasesAndTextsOnlyWhenTheyAreNew)
{
    World world;
    world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
        return call <= 3   ? Outcome{Again{.after = 1s, .phase = "booting", .text = "kernel"}}
               : call <= 5 ? Outcome{Again{.after = 1s, .text = "systemd"}}
                           : Outcome{Done{}};
    };
    world.create(group(1));
    EXPECT_THAT(said(world.told.events()), ElementsAre("0.0 begun", "0.0 started mec-1", "0.0 advanced mec-1",
                                                       "3.0 advanced mec-1", "5.0 done mec-1", "5.0 ended"));
    EXPECT_EQ(world.last(What::advanced).phase, "booting");
    EXPECT_EQ(world.last(What::advanced).text, "systemd");
}

TEST(Execute, SaysWhereTheTimeOfEachTaskWent)
{
    World world;
    world.site.room = {{"booting", 1}};
    world.site.scripts["mgmt"] = polled(2, 1s);
    world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1   ? Outcome{Again{.after = 2s}}
               : call == 2 ? Outcome{Again{.phase = "booting"}}
               : call == 3 ? Outcome{Again{.after = 3s}}
                           : Outcome{Done{}};
    };
    world.create({resource("mgmt"), resource("mec-1", {"mgmt"}), resource("mec-2", {"mgmt"})});
    const Event& done = world.last(What::done);
    EXPECT_EQ(done.id.name, "mec-2");
    EXPECT_THAT(done.phases, ElementsAre(PhaseTime{"waiting for others", 1s}, PhaseTime{"working", 2s},
                                         PhaseTime{"waiting for room", 3s}, PhaseTime{"booting", 3s}));
    EXPECT_EQ(done.took, 8s);
    EXPECT_EQ(done.at, 9s);
}

/// A site that cannot even say how.
class HelplessSite final : public Site
{
public:
    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override { return {}; }
    Job job(const plan::Action& /*action*/, plan::TaskKind /*kind*/) override { throw error(); }
    std::optional<Reach> reach(const plan::Id& /*machine*/) override { return std::nullopt; }
};

TEST(Execute, TakesAnErrorOfTheSiteForAFailureOfTheTask)
{
    World world;
    HelplessSite site;
    const plan::Plan plan = plan::plan_for(std::vector{resource("mgmt"), resource("mec-1", {"mgmt"})}, {});
    const Result result = execute(plan, site, world.runner, world.told, world.rules, {});
    EXPECT_EQ(result.results[0].ending, Ending::failed);
    EXPECT_EQ(result.results[1].ending, Ending::skipped);
}

TEST(Execute, PassesOnWhatIsNoFailureOfTheWorld)
{
    World world;
    world.site.other.advance = [](unsigned, const Turn&) -> Outcome { throw std::logic_error("a bug"); };
    EXPECT_THROW(world.create(group(3)), std::logic_error);
}

TEST(Execute, HappensAlikeWithTheSameSeed)
{
    const auto told_with = [](std::uint64_t seed) {
        World world;
        world.rules.seed = seed;
        world.site.other.advance = [](unsigned call, const Turn&) -> Outcome {
            return call < 4 ? Outcome{Failed{error(Retry::may_help)}} : Outcome{Done{}};
        };
        world.create(group(20));
        return world.runner.passed();
    };
    EXPECT_EQ(told_with(7), told_with(7));
    EXPECT_NE(told_with(7), told_with(8));
}

/// Counts how often it hears that time passes.
class Listener final : public Sink
{
public:
    void take(const Event& /*event*/) override {}
    void pass(Duration at) override { heard.push_back(at); }

    std::vector<Duration> heard{};
};

TEST(Execute, LetsSinksKnowThatTimePasses)
{
    World world;
    world.site.other = polled(2, 1s);
    Listener listener;
    execute(plan::plan_for(group(1), {}), world.site, world.runner, listener, world.rules, {});
    EXPECT_THAT(listener.heard, ElementsAre(200ms, 400ms, 600ms, 800ms, 1s));
}

} // namespace

} // namespace edgepool::run
