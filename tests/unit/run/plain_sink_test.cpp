// SPDX-License-Identifier: Apache-2.0
#include "run/plain_sink.h"

#include <chrono>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "run/execute.h"
#include "support/simulated_runner.h"
#include "unit/run/scripted_site.h"

namespace edgepool::run
{

namespace
{

using namespace sample;
using namespace std::chrono_literals;

/// What is told of a run in which one machine boots, one fails, and one is skipped.
std::string told()
{
    ScriptedSite site;
    site.scripts["mec-1"].advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1    ? Outcome{Again{.after = 2s, .phase = "booting", .text = "kernel"}}
               : call < 201 ? Outcome{Again{.after = 100ms, .text = "unit " + std::to_string(call)}}
                            : Outcome{Done{}};
    };
    site.scripts["mec-2"].advance = [](unsigned call, const Turn&) -> Outcome {
        throw error(call == 1 ? Retry::may_help : Retry::useless);
    };
    support::SimulatedRunner runner(4);
    std::ostringstream out;
    PlainSink sink(out);
    const std::vector<plan::Resource> wanted{resource("mec-1"), resource("mec-2"), resource("ue-1", {"mec-2"})};
    execute(plan::plan_for(wanted, {}), site, runner, sink, {.backoff = {.first = 1s, .longest = 0s}}, {});
    return out.str();
}

TEST(PlainSink, SaysALineForWhateverBeginsChangesOrEnds)
{
    EXPECT_EQ(told(), R"([   0.0 s] creating machine 'mec-1' at 'lab': working
[   0.0 s] creating machine 'mec-2' at 'lab': working
[   0.0 s] creating machine 'mec-1' at 'lab': booting: kernel
[   0.0 s] trying machine 'mec-2' at 'lab' again in 0.0 s: refused
[   0.0 s] failed to create machine 'mec-2' at 'lab' after 0.0 s
[   0.0 s]   edgepool: error: refused [test.refused]
[   0.2 s] skipped ue-1: machine 'mec-2' at 'lab' failed
[  10.0 s] creating machine 'mec-1' at 'lab': booting: unit 82
[  20.0 s] creating machine 'mec-1' at 'lab': booting: unit 182
[  21.9 s] created machine 'mec-1' at 'lab' in 21.9 s
[  21.9 s] 1 of 3 done, 1 failed, 1 skipped in 21.9 s
)");
}

TEST(PlainSink, SaysWhatIsWaitedForWhenNothingHappensForLong)
{
    ScriptedSite site;
    site.other = polled(2, 70s);
    support::SimulatedRunner runner(4);
    std::ostringstream out;
    PlainSink sink(out);
    execute(plan::plan_for(std::vector{resource("mec-1"), resource("mec-2")}, {}), site, runner, sink, {}, {});
    EXPECT_EQ(out.str(), R"([   0.0 s] creating machine 'mec-1' at 'lab': working
[   0.0 s] creating machine 'mec-2' at 'lab': working
[  30.0 s] still waiting for mec-1 (working), mec-2 (working)
[1 min 00 s] still waiting for mec-1 (working), mec-2 (working)
[1 min 10 s] created machine 'mec-1' at 'lab' in 1 min 10 s
[1 min 10 s] created machine 'mec-2' at 'lab' in 1 min 10 s
[1 min 10 s] 2 of 2 done in 1 min 10 s
)");
}

} // namespace

} // namespace edgepool::run
