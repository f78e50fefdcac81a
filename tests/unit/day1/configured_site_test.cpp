// SPDX-License-Identifier: Apache-2.0
// Day-1 on machines that were given: what is planned, by what the machines say.
#include "day1/configured_site.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "plan/plan.h"
#include "plan/wanted.h"
#include "run/parts.h"

namespace edgepool::day1
{

namespace
{

using ::testing::ElementsAre;

/// Two machines of somebody else. Each remembers a text, or says nothing.
class TwoHosts final : public run::Site
{
public:
    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override
    {
        std::vector<plan::Observed> found;
        for (const char* const name : {"pr-1", "mec-1"})
        {
            found.push_back({.id = id(name), .origin = plan::Origin::given});
        }
        return found;
    }
    run::Job job(const plan::Action& /*action*/, plan::TaskKind /*kind*/) override { return {}; }
    std::optional<run::Reach> reach(const plan::Id& /*machine*/) override { return std::nullopt; }
    std::vector<run::Memory> recall_all(std::span<const plan::Id> machines, const std::stop_token& /*stop*/) override
    {
        std::vector<run::Memory> told;
        for (const plan::Id& machine : machines)
        {
            told.push_back(memories[machine.name]);
        }
        return told;
    }

    static plan::Id id(const std::string& name)
    {
        return {.kind = std::string(plan::machine_kind), .name = name, .site = "lab"};
    }

    std::map<std::string, run::Memory> memories{};
};

model::Testbed a_testbed()
{
    model::Testbed testbed;
    testbed.name = "t";
    testbed.sites = {{.name = "lab",
                      .via = model::Via::hosts,
                      .hosts = {{.address = "192.0.2.1"}, {.address = "192.0.2.2"}, {.address = "192.0.2.3"}}}};
    testbed.registrars = {{.site = "lab"}};
    testbed.elements = {{.name = "mec", .site = "lab", .initial = 1, .max = 2}};
    return testbed;
}

std::vector<std::string> lines(const plan::Plan& plan)
{
    std::vector<std::string> texts;
    for (const plan::Action& action : plan.actions)
    {
        texts.push_back(to_string(action));
    }
    return texts;
}

/// One machine that this site has made, and what it says of its first start.
class OneMade final : public run::Site
{
public:
    std::vector<plan::Observed> observe(const std::stop_token& /*stop*/) override { return {}; }
    run::Job job(const plan::Action& /*action*/, plan::TaskKind /*kind*/) override { return {}; }
    std::optional<run::Reach> reach(const plan::Id& /*machine*/) override { return std::nullopt; }
    bool hear_first_work(const plan::Id& /*machine*/, const run::OnWords& on_line, std::chrono::seconds /*within*/,
                         const std::stop_token& /*stop*/) override
    {
        std::ranges::for_each(std::exchange(words, {}), on_line);
        return !breaks_off;
    }
    void remember(const plan::Id& /*machine*/, const std::string& text) override { remembered = text; }

    std::vector<std::string> words{};
    bool breaks_off = false;
    std::string remembered{};
};

class Made : public ::testing::Test
{
protected:
    /// Empty if all is well, otherwise what is said of the failure.
    std::string configure()
    {
        const plan::Id id = TwoHosts::id("pr-1");
        const plan::Action action{.verb = plan::Verb::create, .wanted = plan::Resource{.id = day1_of(id)}};
        const run::Job job = site.job(action, plan::TaskKind::create);
        run::Outcome outcome = run::Again{};
        while (const auto* const again = std::get_if<run::Again>(&outcome))
        {
            texts.push_back(again->text);
            outcome = job.step->advance({});
        }
        const auto* const failed = std::get_if<run::Failed>(&outcome);
        return failed == nullptr ? "" : failed->error.diagnostic().code + ": " + failed->error.diagnostic().detail;
    }

    OneMade machine{};
    Scripts scripts{a_testbed(), {.program = {.content = recipe::pack("program")}}};
    ConfiguredSite site{machine, scripts};
    std::vector<std::string> texts{};
};

constexpr const char* opening = R"({"edgepool":"day-1","title":"pr-1","tasks":2,"check":"no"})";

TEST_F(Made, AMachineThatSaysThatItIsDoneIsNotLoggedInTo)
{
    machine.words = {opening, R"({"task":1,"name":"one","state":"changed","seconds":0.1})",
                     R"({"end":"day-1","unchanged":1,"changed":1,"failed":0,"skipped":0,"seconds":1.5})"};
    EXPECT_EQ(configure(), "");
    EXPECT_EQ(machine.remembered, scripts.of("pr-1").digest);
}

TEST_F(Made, WhatItCouldNotDoIsToldAsItSaysIt)
{
    machine.words = {opening, R"({"task":1,"name":"one","state":"failed","seconds":0.1,"why":"no room","output":""})",
                     R"({"task":2,"name":"two","state":"skipped","seconds":0.0,"why":"task 1 did not succeed"})",
                     R"({"end":"day-1","unchanged":0,"changed":0,"failed":1,"skipped":1,"seconds":1.5})"};
    EXPECT_EQ(configure(), "day-1.task-failed: pr-1: one: no room; 1 more failed, or waited for what failed");
    EXPECT_EQ(machine.remembered, "");
}

TEST_F(Made, OneThatDoesNotSayToItsEndIsAskedItself)
{
    machine.words = {opening};
    EXPECT_EQ(configure(), "day-1.not-begun: pr-1 cannot be reached");
    machine.words = {R"({"lacking":1})"};
    EXPECT_EQ(configure(), "day-1.not-begun: pr-1 cannot be reached");
    machine.words = {opening, R"({"end":"day-1","unchanged":2,"changed":0,"failed":0,"skipped":0,"seconds":1.5})"};
    machine.breaks_off = true;
    EXPECT_EQ(configure(), "day-1.not-begun: pr-1 cannot be reached");
    EXPECT_EQ(machine.remembered, "");
}

class Given : public ::testing::Test
{
protected:
    plan::Plan plan_up()
    {
        const auto found = site.observe({});
        const model::Testbed sized = plan::with_numbers(testbed, plan::group_numbers(testbed, found));
        return plan::plan_for(site.complete(plan::resources_of(sized)), found);
    }

    void remember(const std::string& machine, const std::string& text) { hosts.memories[machine].text = text; }

    model::Testbed testbed = a_testbed();
    TwoHosts hosts{};
    Scripts scripts{testbed, {.program = {.content = recipe::pack("program")}}};
    ConfiguredSite site{hosts, scripts};
};

TEST_F(Given, MachinesAreNeitherMadeNorRemoved)
{
    EXPECT_THAT(lines(plan_up()), ElementsAre("keep machine 'pr-1' at 'lab': somebody else made it",
                                              "keep machine 'mec-1' at 'lab': somebody else made it",
                                              "create day-1 'pr-1' at 'lab': does not exist",
                                              "create day-1 'mec-1' at 'lab': does not exist"));
    EXPECT_TRUE(plan::plan_removal(site.observe({})).actions.empty());
}

TEST_F(Given, WhatTheySayIsWhatTheyAre)
{
    remember("pr-1", scripts.of("pr-1").digest);
    remember("mec-1", scripts.of("mec-1").digest);
    EXPECT_TRUE(plan_up().changes_nothing());
    EXPECT_THAT(lines(plan::plan_removal(site.observe({}))),
                ElementsAre("remove day-1 'mec-1' at 'lab': the testbed is taken down",
                            "remove day-1 'pr-1' at 'lab': the testbed is taken down"));
    remember("mec-1", "something else");
    EXPECT_EQ(lines(plan_up()).back(),
              "create day-1 'mec-1' at 'lab': half-made: what the machine is to be has changed");
}

TEST_F(Given, OneThatIsSilentIsToldAndTheOthersGoOn)
{
    remember("pr-1", scripts.of("pr-1").digest);
    hosts.memories["mec-1"].silence = Diagnostic{.summary = "nobody listens there", .detail = "192.0.2.2 port 22"};
    const plan::Plan plan = plan_up();
    EXPECT_THAT(lines(plan),
                ElementsAre("keep machine 'pr-1' at 'lab': somebody else made it",
                            "keep machine 'mec-1' at 'lab': nobody listens there: 192.0.2.2 port 22",
                            "keep day-1 'pr-1' at 'lab': it is as it should be",
                            "create day-1 'mec-1' at 'lab': its machine does not say: nobody listens there: 192.0.2.2 "
                            "port 22"));
    EXPECT_EQ(plan.actions[1].found->state, plan::State::silent);
}

} // namespace

} // namespace edgepool::day1
