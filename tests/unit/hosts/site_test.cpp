// SPDX-License-Identifier: Apache-2.0
// Machines that somebody else made: the real sshd on loopback.
#include "hosts/site.h"

#include <filesystem>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "recipe/script.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::hosts
{

namespace
{

using ::testing::HasSubstr;

model::Host host_of(const ssh::SshServer& server)
{
    const ssh::Machine machine = server.machine();
    return {.address = machine.address, .user = machine.user, .port = machine.port, .host_key = machine.host_key};
}

plan::Id id(const std::string& name)
{
    return {.kind = std::string(plan::machine_kind), .name = name, .site = "lab"};
}

model::Testbed testbed_of(std::vector<model::Host> hosts, const std::string& key)
{
    model::Testbed testbed;
    testbed.name = "t";
    testbed.sites = {{.name = "lab", .via = model::Via::hosts, .hosts = std::move(hosts), .key = key}};
    testbed.registrars = {{.site = "lab"}};
    testbed.elements = {{.name = "mec", .site = "lab", .initial = 1, .max = 2}};
    return testbed;
}

TEST(HostsSite, MachinesAreThoseOfTheFileAndGiven)
{
    model::Testbed testbed = testbed_of({{.address = "192.0.2.1", .port = 2222, .host_key = "k1"},
                                         {.address = "192.0.2.2", .user = "demo", .host_key = "k2"},
                                         {.address = "192.0.2.3", .host_key = "k3"}},
                                        "key");
    testbed.sites.front().jump = model::Host{.address = "gate.example", .host_key = "k4"};
    HostsSite site(testbed, "me");
    const auto found = site.observe({});
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].id, id("pr-1"));
    EXPECT_EQ(found[1].id, id("mec-1"));
    EXPECT_EQ(found[1].origin, plan::Origin::given);
    const auto first = site.reach(id("pr-1"));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->user, "me");
    EXPECT_EQ(first->port, 2222);
    EXPECT_EQ(first->identity_file, "key");
    ASSERT_EQ(first->through.size(), 1U);
    EXPECT_EQ(first->through.front().address, "gate.example");
    EXPECT_EQ(site.reach(id("mec-1"))->user, "demo");
    EXPECT_EQ(site.reach(id("mec-2"))->address, "192.0.2.3") << "the group may grow to it";
    EXPECT_FALSE(site.reach(id("mec-3")));
}

TEST(HostsSite, OneThatIsDownSaysSoAndTheOthersAreHeard)
{
    if (std::filesystem::exists(recipe::digest_file))
    {
        GTEST_SKIP() << "this computer is a member of a pool itself";
    }
    const ssh::SshServer up;
    ssh::SshServer down;
    const model::Host gone = host_of(down);
    down.stop();
    HostsSite site(testbed_of({gone, host_of(up)}, up.folder() / "user"), "root");
    const std::vector<plan::Id> asked{id("mec-1"), id("pr-1"), id("mec-1")};
    const auto told = site.recall_all(asked, {});
    ASSERT_EQ(told.size(), 3U);
    EXPECT_FALSE(told[0].silence);
    EXPECT_EQ(told[0].text, "");
    ASSERT_TRUE(told[1].silence);
    EXPECT_EQ(told[1].silence->code, "ssh.refused");
    EXPECT_FALSE(told[2].silence);
    EXPECT_THROW(site.recall(id("pr-1"), {}), Error);
    EXPECT_EQ(site.recall(id("mec-1"), {}), "");
}

TEST(HostsSite, AWishToStopEndsTheQuestions)
{
    const ssh::SshServer server;
    HostsSite site(testbed_of({host_of(server), host_of(server)}, server.folder() / "user"), "root");
    std::stop_source stop;
    stop.request_stop();
    const std::vector<plan::Id> asked{id("mec-1")};
    EXPECT_THROW(site.recall_all(asked, stop.get_token()), Error);
}

} // namespace

} // namespace edgepool::hosts
