// SPDX-License-Identifier: Apache-2.0
#include "run/json_sink.h"

#include <chrono>
#include <sstream>
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

TEST(JsonSink, WritesALinePerEvent)
{
    ScriptedSite site;
    site.scripts["mec-1"].advance = [](unsigned call, const Turn&) -> Outcome {
        return call == 1 ? Outcome{Again{.after = 2s, .phase = "booting", .text = "kernel \"6.1\""}} : Outcome{Done{}};
    };
    site.scripts["mec-2"] = failing();
    support::SimulatedRunner runner(1);
    std::ostringstream out;
    JsonSink sink(out);
    const std::vector<plan::Resource> wanted{resource("mec-1"), resource("mec-2"), resource("ue-1", {"mec-2"})};
    execute(plan::plan_for(wanted, {}), site, runner, sink, {}, {});
    EXPECT_EQ(out.str(), R"({"at":0.0,"what":"begun","count":3}
{"at":0.0,"what":"started","task":0,"do":"create","kind":"machine","name":"mec-1","site":"lab","phase":"working"}
{"at":0.0,"what":"advanced","task":0,"do":"create","kind":"machine","name":"mec-1","site":"lab","phase":"booting","text":"kernel \"6.1\""}
{"at":0.0,"what":"started","task":1,"do":"create","kind":"machine","name":"mec-2","site":"lab","phase":"working"}
{"at":0.0,"what":"failed","task":1,"do":"create","kind":"machine","name":"mec-2","site":"lab","phase":"working","fault":{"code":"test.refused","summary":"refused"},"took":0.0}
{"at":0.0,"what":"skipped","task":2,"do":"create","kind":"machine","name":"ue-1","site":"lab","because":{"kind":"machine","name":"mec-2","site":"lab"}}
{"at":2.0,"what":"done","task":0,"do":"create","kind":"machine","name":"mec-1","site":"lab","phase":"booting","text":"kernel \"6.1\"","took":2.0,"phases":{"booting":2.0}}
{"at":2.0,"what":"ended","count":2}
)");
}

} // namespace

} // namespace edgepool::run
