// SPDX-License-Identifier: Apache-2.0
#include "run/bill.h"

#include <chrono>
#include <vector>

#include <gmock/gmock.h>
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
using testing::ElementsAre;
using testing::IsEmpty;

/// A network, two machines that boot one after the other, and one that never can.
std::vector<Event> events()
{
    ScriptedSite site;
    site.room = {{"booting", 1}};
    site.scripts["mgmt"] = polled(2, 500ms);
    site.scripts["mec-3"] = failing();
    site.other = polled(2, 2s);
    site.other.phase = "booting";
    support::SimulatedRunner runner(4);
    Recorder recorder;
    execute(plan::plan_for(std::vector{resource("mgmt"), resource("mec-1", {"mgmt"}), resource("mec-2", {"mgmt"}),
                                       resource("mec-3"), resource("ue-1", {"mec-3"})},
                           {}),
            site, runner, recorder, {}, {});
    return recorder.events();
}

TEST(Bill, SaysWhereEachSecondOfEachTaskWent)
{
    const Bill bill = bill_of(events());
    ASSERT_EQ(bill.rows.size(), 4U) << "what was skipped took no time";
    EXPECT_EQ(bill.rows[0].id.name, "mec-3");
    EXPECT_EQ(bill.rows[0].ending, What::failed);
    EXPECT_EQ(bill.rows[3].id.name, "mec-2");
    EXPECT_THAT(bill.rows[3].phases, ElementsAre(PhaseTime{"waiting for others", 500ms},
                                                 PhaseTime{"waiting for room", 2s}, PhaseTime{"booting", 2s}));
    for (const BillRow& row : bill.rows)
    {
        Duration sum{};
        for (const PhaseTime& phase : row.phases)
        {
            sum += phase.spent;
        }
        EXPECT_EQ(sum, row.total) << row.id.name;
    }
}

TEST(Bill, AddsUpPhasesTheLongestFirst)
{
    const Bill bill = bill_of(events());
    EXPECT_EQ(bill.total, 4500ms);
    EXPECT_THAT(bill.phases, ElementsAre(PhaseTime{"booting", 4s}, PhaseTime{"waiting for room", 2s},
                                         PhaseTime{"waiting for others", 1s}, PhaseTime{"working", 500ms}));
}

TEST(Bill, OfNothingIsEmpty)
{
    EXPECT_THAT(bill_of({}).rows, IsEmpty());
    EXPECT_EQ(bill_of({}).total, 0s);
}

} // namespace

} // namespace edgepool::run
