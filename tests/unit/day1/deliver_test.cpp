// SPDX-License-Identifier: Apache-2.0
// Scripts on their way to a machine: the real sshd on loopback, and a folder as the machine's "/".
#include <chrono>
#include <filesystem>
#include <string>
#include <variant>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "day1/deliver.h"
#include "recipe/task.h"
#include "support/own_folder.h"
#include "unit/recipe/laboratory.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::day1
{

namespace
{

using ::testing::ElementsAre;
using ::testing::HasSubstr;

ssh::Patience plenty()
{
    return ssh::patience_of(std::chrono::seconds(60));
}

recipe::Recipe two_files()
{
    recipe::Recipe recipe{.title = "a machine"};
    recipe.add(
        {.name = "one", .action = recipe::File{.path = "/etc/one", .content = "1\n", .owned = recipe::owned(0644)}});
    recipe.add(
        {.name = "two",
         .action = recipe::SecretFile{.path = "/etc/two", .content = Secret("2\n"), .owned = recipe::owned(0600)}});
    return recipe;
}

class Deliver : public ::testing::Test
{
protected:
    Delivery deliver(const recipe::Recipe& recipe, Mode mode = Mode::apply)
    {
        return day1::deliver(
            session, "root", recipe::compile(recipe, machine.path()), mode,
            [this](const recipe::Line& line) { lines.push_back(line); }, plenty());
    }

    static std::vector<recipe::State> states(const Delivery& delivery)
    {
        std::vector<recipe::State> states;
        for (const recipe::TaskReport& task : delivery.ended)
        {
            states.push_back(task.state);
        }
        return states;
    }

    support::OwnFolder machine{};
    ssh::SshServer server{};
    ssh::Session session = server.connect();
    std::vector<recipe::Line> lines{};
};

TEST_F(Deliver, ASecondTimeNothingChanges)
{
    const Delivery first = deliver(two_files());
    EXPECT_TRUE(first.well());
    EXPECT_EQ(first.tasks, 2);
    EXPECT_THAT(states(first), ElementsAre(recipe::State::changed, recipe::State::changed));
    EXPECT_EQ(machine.read("etc/two"), "2\n");
    EXPECT_THAT(states(deliver(two_files())), ElementsAre(recipe::State::unchanged, recipe::State::unchanged));
}

TEST_F(Deliver, ACheckOnlySaysWhatWouldChange)
{
    const Delivery checked = deliver(two_files(), Mode::check);
    EXPECT_TRUE(checked.well());
    EXPECT_THAT(states(checked), ElementsAre(recipe::State::would_change, recipe::State::would_change));
    EXPECT_FALSE(std::filesystem::exists(machine / "etc/one"));
}

TEST_F(Deliver, LinesAreToldAsTheyCome)
{
    deliver(two_files());
    ASSERT_FALSE(lines.empty());
    EXPECT_TRUE(std::holds_alternative<recipe::Opening>(lines.front()));
    EXPECT_TRUE(std::holds_alternative<recipe::Closing>(lines.back()));
}

TEST_F(Deliver, AFailureNamesMachineTaskAndLastLines)
{
    recipe::Recipe recipe{.title = "a machine"};
    recipe.add({.name = "a thing", .action = recipe::Command{.check = "false", .run = "echo no room; exit 3"}});
    recipe.add({.name = "what needs it", .action = recipe::File{.path = "/etc/one"}, .needs = {0}});
    const auto fault = fault_of("mec-1", deliver(recipe));
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, "day-1.task-failed");
    EXPECT_THAT(fault->detail, HasSubstr("mec-1: a thing: "));
    EXPECT_THAT(fault->detail, HasSubstr("1 more failed"));
    ASSERT_FALSE(fault->related.empty());
    EXPECT_THAT(fault->related.front().text, HasSubstr("no room"));
    EXPECT_THAT(fault->hint, HasSubstr("edgepool configure mec-1"));
}

TEST_F(Deliver, AMachineThatGoesDownInTheMiddleIsBroughtToItsEndByTheNextTry)
{
    recipe::Recipe recipe = two_files();
    recipe.add({.name = "three",
                .action = recipe::Command{.check = "[ -e " + (machine / "down") + " ]",
                                          .run = "touch " + (machine / "down") + "; exec sleep 600"}});
    bool has_gone = false;
    lines.clear();
    try
    {
        day1::deliver(
            session, "root", recipe::compile(recipe, machine.path()), Mode::apply,
            [&](const recipe::Line& line) {
                const auto* const task = std::get_if<recipe::TaskReport>(&line);
                if (task != nullptr && task->number == 3)
                {
                    while (!std::filesystem::exists(machine / "down"))
                    {
                    }
                    server.cut_connections();
                }
            },
            plenty());
    }
    catch (const Error& error)
    {
        has_gone = error.diagnostic().code == "ssh.broken" && error.retry() == Retry::may_help;
    }
    EXPECT_TRUE(has_gone);
    session = server.connect();
    const Delivery second = deliver(recipe);
    EXPECT_TRUE(second.well());
    EXPECT_EQ(machine.read("etc/two"), "2\n");
}

/// A sudo of the machine that lets nobody or everybody become root, as far as it can here.
std::string with_sudo(const support::OwnFolder& folder, const std::string& text)
{
    std::filesystem::permissions(folder.write("sudo", "#!/bin/sh\n" + text + "\n"), std::filesystem::perms(0700));
    return "SetEnv PATH=" + folder.path() + ":/usr/bin:/bin\n";
}

TEST(DeliverAsUser, SudoWithoutAPasswordIsEnough)
{
    const support::OwnFolder folder;
    const support::OwnFolder root;
    const ssh::SshServer server("ed25519", with_sudo(folder, "[ \"$1\" = -n ] && shift && exec \"$@\""));
    ssh::Session session = server.connect();
    const Delivery delivery = deliver(
        session, "demo", recipe::compile(two_files(), root.path()), Mode::apply, [](const recipe::Line&) {}, plenty());
    EXPECT_TRUE(delivery.well());
    EXPECT_EQ(root.read("etc/one"), "1\n");
}

TEST(DeliverAsUser, WhoMayNotBecomeRootIsToldWhatToDo)
{
    const support::OwnFolder folder;
    const support::OwnFolder root;
    const ssh::SshServer server("ed25519", with_sudo(folder, "echo 'sudo: a password is required' >&2; exit 1"));
    ssh::Session session = server.connect();
    const Delivery delivery = deliver(
        session, "demo", recipe::compile(two_files(), root.path()), Mode::apply, [](const recipe::Line&) {}, plenty());
    const auto fault = fault_of("mec-1", delivery);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, "day-1.not-begun");
    EXPECT_THAT(fault->hint, HasSubstr("sudo"));
    ASSERT_FALSE(fault->related.empty());
    EXPECT_EQ(fault->related.front().text, "sudo: a password is required");
    EXPECT_FALSE(std::filesystem::exists(root / "etc"));
}

TEST(DeliverFault, AScriptWithoutItsLastLineWasCutOff)
{
    const Delivery delivery{.tasks = 3, .ended = {{.number = 1}, {.number = 2}}, .how = {.signal = "KILL"}};
    const auto fault = fault_of("mec-1", delivery);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, "day-1.cut-off");
    EXPECT_EQ(fault->detail, "mec-1 after 2 of 3 tasks: ended by the signal KILL");
}

TEST(DeliverFault, WhoMayNotBeRootIsToldSo)
{
    const Delivery delivery{.last_words = "sudo: a password is required", .how = {.status = 1}};
    const auto fault = fault_of("mec-1", delivery);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, "day-1.not-begun");
    EXPECT_THAT(fault->hint, HasSubstr("sudo"));
    ASSERT_EQ(fault->related.size(), 1);
    EXPECT_EQ(fault->related.front().text, "sudo: a password is required");
}

} // namespace

} // namespace edgepool::day1
