// SPDX-License-Identifier: Apache-2.0
#include "roles/roles.h"

#include <algorithm>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/layout.h"
#include "process/run.h"
#include "process/tool.h"
#include "recipe/script.h"
#include "roles/element_options.h"
#include "roles/service_unit.h"
#include "support/own_folder.h"

namespace edgepool::roles
{

namespace
{

using model::Policy;
using model::Role;
using testing::HasSubstr;
using testing::Not;

model::Testbed testbed_of(unsigned elements = 2)
{
    model::Testbed testbed{.name = "oslo"};
    testbed.networks = {{.name = "mgmt", .ipv4 = *model::parse_ipv4_network("10.1.0.0/24")},
                        {.name = "pool", .ipv4 = *model::parse_ipv4_network("10.2.0.0/24")}};
    testbed.sites = {{.name = "here"}};
    testbed.pool = {.handle = "MEC Pool", .policy = Policy::priority_least_used};
    testbed.registrars = {
        {.site = "here", .network = "pool"}, {.site = "here", .network = "pool"}, {.site = "here", .network = "pool"}};
    testbed.elements = {{.name = "mec", .site = "here", .initial = elements, .max = 8, .network = "pool"},
                        {.name = "cloud", .site = "here", .initial = 1, .network = "pool"}};
    testbed.elements[0].parameters.degradation = 0.1;
    testbed.elements[0].sessions = 4;
    testbed.elements[1].parameters.degradation = 0.95;
    testbed.users = {{.name = "user", .site = "here", .network = "pool"}};
    return testbed;
}

const model::Machine& machine(const model::Layout& layout, std::string_view name)
{
    return *std::ranges::find(layout.machines, name, &model::Machine::name);
}

recipe::Recipe recipe_for(const model::Testbed& testbed, std::string_view name)
{
    const model::Layout layout = model::lay_out(testbed);
    return recipe_of(testbed, layout, machine(layout, name), {.program = {recipe::pack("a program")}});
}

std::string script_for(const model::Testbed& testbed, std::string_view name)
{
    return recipe::readable(recipe_for(testbed, name));
}

/// What the machine's service runs, as it is written there.
std::string command_for(const model::Testbed& testbed, std::string_view name, const ServiceUnit& service)
{
    for (const recipe::Task& task : recipe_for(testbed, name).tasks)
    {
        const auto* const file = std::get_if<recipe::File>(&task.action);
        if (file != nullptr && file->path == command_file_of(service))
        {
            return file->content;
        }
    }
    return {};
}

TEST(Roles, ARegistrarKnowsTheOthersAndSendsNoAnnouncements)
{
    EXPECT_EQ(command_for(testbed_of(), "pr-2", registrar_service), "#!/bin/sh\n"
                                                                    "exec /usr/bin/rspregistrar \\\n"
                                                                    "    -asap=10.2.0.11:3863 \\\n"
                                                                    "    -enrp=10.2.0.11:9901 \\\n"
                                                                    "    -asapannounce=off \\\n"
                                                                    "    -enrpannounce=off \\\n"
                                                                    "    -peer=10.2.0.10:9901 \\\n"
                                                                    "    -peer=10.2.0.12:9901 \\\n"
                                                                    "    -identifier=0x1002 \\\n"
                                                                    "    -cspserver=127.0.0.1:2960 \\\n"
                                                                    "    -cspinterval=500 \\\n"
                                                                    "    -loglevel=4 \\\n"
                                                                    "    -logcolor=off \\\n"
                                                                    "    -logappend=/var/log/edgepool/registrar.log\n");
    const std::string script = script_for(testbed_of(), "pr-2");
    EXPECT_THAT(script, Not(HasSubstr("keepalive")));
    EXPECT_THAT(script, HasSubstr("set_sysctl net.sctp.rto_max 60000 "));
}

TEST(Roles, DebiansOwnRegistrarIsMaskedBeforeItsPackageIsInstalled)
{
    const recipe::Recipe recipe = recipe_for(testbed_of(), "pr-1");
    EXPECT_EQ(std::get<recipe::MaskedUnit>(recipe.tasks.at(0).action).name, "rsplib-registrar.service");
    EXPECT_EQ(std::get<recipe::Packages>(recipe.tasks.at(1).action).names,
              std::vector<std::string>{"rsplib-registrar"});
    EXPECT_EQ(recipe.tasks.at(1).needs, std::vector<recipe::TaskIndex>{0}) << "not if it cannot be masked";
}

TEST(Roles, AnElementIsReadyWhenThePoolNamesIt)
{
    const recipe::Recipe recipe = recipe_for(testbed_of(), "mec-2");
    const auto& probe = std::get<recipe::Probe>(recipe.tasks.back().action);
    EXPECT_EQ(probe.check,
              "PATH=$PATH:/usr/local/lib/edgepool; exec edgepool-member resolve 'MEC Pool' --registrar 10.2.0.10:3863 "
              "--registrar 10.2.0.11:3863 --registrar 10.2.0.12:3863 --json --deadline 3 --expect 0x10002");
    EXPECT_EQ(probe.unit, "edgepool-element.service");
    const auto& before = std::get<recipe::Probe>(recipe.tasks.at(recipe.tasks.size() - 3).action);
    EXPECT_THAT(before.check, HasSubstr("--wait")) << "no element before a registrar";
    EXPECT_THAT(command_for(testbed_of(), "mec-2", element_service), HasSubstr("exec /usr/bin/rspserver \\\n"
                                                                               "    -fractal \\\n"
                                                                               "    -fgpmaxthreads=4 \\\n"
                                                                               "    '-poolhandle=MEC Pool' \\\n"
                                                                               "    -policy=PriorityLeastUsed:0.1 \\\n"
                                                                               "    -local=10.2.0.14:7300 \\\n"
                                                                               "    -registrar=10.2.0.10:3863 \\\n"
                                                                               "    -registrar=10.2.0.11:3863 \\\n"
                                                                               "    -registrar=10.2.0.12:3863 \\\n"
                                                                               "    -asapannounce=off \\\n"
                                                                               "    -identifier=0x10002 \\\n"));
}

TEST(Roles, AnElementForScriptsHasWhatRunsThem)
{
    model::Testbed testbed = testbed_of();
    EXPECT_EQ(std::get<recipe::Packages>(recipe_for(testbed, "mec-1").tasks.front().action).names,
              std::vector<std::string>{"rsplib-tools"});
    testbed.elements[0].service = model::Service::scripting;
    EXPECT_EQ(std::get<recipe::Packages>(recipe_for(testbed, "mec-1").tasks.front().action).names,
              (std::vector<std::string>{"rsplib-tools", "rsplib-services"}));
}

TEST(Roles, FastFailoverIsWhatWasMeasured)
{
    model::Testbed testbed = testbed_of();
    testbed.pool.failover = model::Failover::fast;
    EXPECT_THAT(script_for(testbed, "pr-1"), HasSubstr("-endpointkeepalivetransmissioninterval=1000 \\\n"
                                                       "    -endpointkeepalivetimeoutinterval=500 \\\n"
                                                       "    -peerheartbeatcycle=1000 \\\n"
                                                       "    -peermaxtimelastheard=2000 \\\n"
                                                       "    -peermaxtimenoresponse=1000 \\\n"
                                                       "    -maxbadpereports=1\n"));
    EXPECT_THAT(script_for(testbed, "pr-1"), HasSubstr("set_sysctl net.sctp.rto_max 2000 "));
    EXPECT_THAT(script_for(testbed, "mec-1"), HasSubstr("-rereginterval=5000"));
    EXPECT_THAT(script_for(testbed, "user-1"), HasSubstr("--silence \\\n    1.5"));
}

TEST(Roles, ScalingAGroupChangesNothingForOthers)
{
    const model::Testbed small = testbed_of(1);
    const model::Testbed large = testbed_of(8);
    for (const std::string_view name : {"pr-1", "pr-3", "mec-1", "cloud-1", "user-1"})
    {
        EXPECT_EQ(script_for(small, name), script_for(large, name)) << name;
    }
    std::set<std::uint32_t> identifiers;
    std::size_t elements = 0;
    for (const model::Machine& each : model::lay_out(large).machines)
    {
        if (each.role == Role::element)
        {
            identifiers.insert(identifier_of(large, each));
            ++elements;
        }
    }
    EXPECT_EQ(identifiers.size(), elements) << "two elements of one identifier overwrite each other silently";
}

TEST(Roles, ReportsGoWhereTheCollectorIs)
{
    const model::Testbed testbed = testbed_of();
    const model::Layout layout = model::lay_out(testbed);
    const recipe::Recipe recipe = recipe_of(testbed, layout, machine(layout, "mec-1"),
                                            {.program = {recipe::pack("a program")}, .collector = "10.1.0.9:2960"});
    EXPECT_THAT(recipe::readable(recipe), HasSubstr("-cspserver=10.1.0.9:2960 \\\n    -cspinterval=500"));
}

TEST(Roles, EveryServiceAndPolicyHasItsOptions)
{
    model::ElementGroup calc{.service = model::Service::calc, .sessions = 3};
    EXPECT_EQ(service_options(calc),
              (std::vector<std::string>{"-calcapp", "-capmaxjobs=3", "-capvector=/dev/null", "-capscalar=/dev/null"}));
    const model::PolicyParameters all{.weight = 3, .priority = 7, .degradation = 0.25, .delay_factor = 0.5};
    EXPECT_EQ(policy_option(Policy::round_robin, all), "-policy=RoundRobin");
    EXPECT_EQ(policy_option(Policy::weighted_random, all), "-policy=WeightedRandom:3");
    EXPECT_EQ(policy_option(Policy::priority, all), "-policy=Priority:7");
    EXPECT_EQ(policy_option(Policy::weighted_random_dpf, all), "-policy=WeightedRandomDPF:3:0.5");
    EXPECT_EQ(policy_option(Policy::priority_least_used_degradation_dpf, all),
              "-policy=PriorityLeastUsedDegradationDPF:0.25:0.5");
    for (const auto& [service, name] : model::names<model::Service>)
    {
        EXPECT_THAT(service_options({.service = service}).front(), testing::StartsWith("-")) << name;
    }
}

TEST(Roles, TheWordsOfACommandStayWhatTheyAre)
{
    const support::OwnFolder folder;
    const std::string script =
        folder.write("command", command_text({"/usr/bin/printf", "%s|", "a b", "", "50% of $HOME", "\"\\", "it's"}));
    EXPECT_EQ(process::run_or_throw({.program = "/bin/sh", .arguments = {script}}).output,
              "a b||50% of $HOME|\"\\|it's|");
}

/// An image has the units already: what the testbed says must not be in them.
TEST(Roles, UnitsAreTheSameForEveryTestbed)
{
    model::Testbed other = testbed_of();
    other.name = "bergen";
    other.pool.handle = "another";
    const Prepared all = prepared();
    for (const std::string_view name : {"pr-1", "mec-1", "user-1"})
    {
        std::size_t units = 0;
        for (const recipe::Task& task : recipe_for(other, name).tasks)
        {
            const auto* const file = std::get_if<recipe::File>(&task.action);
            if (file != nullptr && file->path.ends_with(".service"))
            {
                ++units;
                const auto same = std::ranges::find(all.files, file->path, &recipe::File::path);
                ASSERT_NE(same, all.files.end()) << file->path;
                EXPECT_EQ(same->content, file->content);
            }
        }
        EXPECT_EQ(units, 1U) << name;
    }
    EXPECT_EQ(all.enabled, (std::vector<std::string>{"edgepool-registrar.service", "edgepool-element.service"}));
}

/// Of every role, with services whose users differ.
TEST(Roles, ScriptsAreCleanForShellsAndShellcheck)
{
    const support::OwnFolder folder;
    std::vector<std::string> scripts;
    const auto add = [&](const model::Testbed& testbed, std::string_view name) {
        scripts.push_back(folder.write("script-" + std::to_string(scripts.size()), script_for(testbed, name)));
    };
    model::Testbed testbed = testbed_of();
    testbed.pool.handle = "it's \"50%\" $x \\";
    add(testbed, "pr-1");
    for (const model::Service service : {model::Service::fractal, model::Service::calc, model::Service::echo})
    {
        testbed.elements[0].service = service;
        add(testbed, "mec-1");
        add(testbed, "user-1");
    }
    for (const std::string& script : scripts)
    {
        process::run_or_throw({.program = process::require_tool("dash", "dash"), .arguments = {"-n", script}});
        process::run_or_throw(
            {.program = process::require_tool("busybox", "busybox"), .arguments = {"sh", "-n", script}});
    }
    process::run_or_throw({.program = process::require_tool("shellcheck", "shellcheck"), .arguments = scripts},
                          {.time = std::chrono::minutes(2)});
}

} // namespace

} // namespace edgepool::roles
