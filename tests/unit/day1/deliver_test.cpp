// SPDX-License-Identifier: Apache-2.0
// Scripts on their way to a machine: the real sshd on loopback, and a folder as the machine's "/".
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <thread>
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

TEST_F(Deliver, BytesTravelOnlyToAMachineThatLacksThem)
{
    recipe::Recipe recipe = two_files();
    recipe.add({.name = "a program",
                .action = recipe::Upload{
                    .path = "/opt/program", .content = recipe::pack("bytes\n"), .owned = recipe::owned(0755)}});
    EXPECT_TRUE(deliver(recipe).well());
    EXPECT_EQ(machine.read("opt/program"), "bytes\n");
    EXPECT_TRUE(std::holds_alternative<recipe::Lacking>(lines.front()));
    lines.clear();
    EXPECT_TRUE(deliver(recipe).well());
    EXPECT_TRUE(std::holds_alternative<recipe::Opening>(lines.front()));
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

std::string snapshot(const std::string& folder)
{
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    {
        const std::string path = entry.path().string().substr(folder.size());
        if (!path.starts_with("/run/") && entry.is_regular_file())
        {
            std::ifstream file(entry.path());
            files.insert(path + ": " + std::string(std::istreambuf_iterator<char>(file), {}));
        }
    }
    std::string text;
    for (const std::string& file : files)
    {
        text += file + "\n";
    }
    return text;
}

/// Files that are written together and apart, and commands.
recipe::Recipe several(const std::string& root)
{
    recipe::Recipe recipe = two_files();
    recipe.add({.name = "made",
                .action = recipe::Command{.check = "[ -e '" + root + "/made' ]", .run = "touch '" + root + "/made'"}});
    recipe.add({.name = "three",
                .action = recipe::File{.path = "/etc/three", .content = "3\n", .owned = recipe::owned(0644)},
                .needs = {0}});
    recipe.add({.name = "four",
                .action = recipe::File{.path = "/etc/four", .content = "4\n", .owned = recipe::owned(0640)},
                .needs = {3}});
    return recipe;
}

TEST_F(Deliver, CutOffAtEachTaskAndRunAgainEndsTheSame)
{
    const support::OwnFolder undisturbed;
    EXPECT_TRUE(day1::deliver(
                    session, "root", recipe::compile(several(undisturbed.path()), undisturbed.path()), Mode::apply,
                    [](const recipe::Line&) {}, plenty())
                    .well());
    const std::string digest = "/var/lib/edgepool/day-1.digest";
    const auto without_digest = [&](const std::string& folder) {
        EXPECT_TRUE(std::filesystem::exists(folder + digest));
        std::filesystem::remove(folder + digest); // each has another folder in its script
        return snapshot(folder);
    };
    const std::string wanted = without_digest(undisturbed.path());
    for (std::size_t number = 1; number <= 5; ++number)
    {
        const support::OwnFolder folder;
        const recipe::Script script = recipe::compile(several(folder.path()), folder.path());
        ssh::Session cut = server.connect();
        const auto end_there = [&](const recipe::Line& line) {
            const auto* const task = std::get_if<recipe::TaskReport>(&line);
            if (task != nullptr && task->number == number)
            {
                throw std::runtime_error("killed");
            }
        };
        EXPECT_THROW(day1::deliver(cut, "root", script, Mode::apply, end_there, plenty()), std::runtime_error);
        ssh::Session again = server.connect();
        EXPECT_TRUE(day1::deliver(again, "root", script, Mode::apply, [](const recipe::Line&) {}, plenty()).well());
        EXPECT_EQ(without_digest(folder.path()), wanted) << "cut off at task " << number;
    }
}

/// Waits for it, as long as ctest does.
void wait_until(const std::function<bool()>& is_so)
{
    while (!is_so())
    {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

TEST_F(Deliver, WhatRunsThereEndsWithTheConnection)
{
    recipe::Recipe recipe{.title = "a machine"};
    const std::string file = machine / "process";
    recipe.add({.name = "endless",
                .action = recipe::Command{.check = "false",
                                          .run = "trap '' HUP; echo $$ >'" + file + ".new'; mv '" + file + ".new' '" +
                                                 file + "'; while :; do sleep 0.1; done"}});
    std::stop_source stop;
    std::jthread impatient([&] {
        wait_until([&] { return std::filesystem::exists(file); });
        stop.request_stop();
    });
    EXPECT_THROW(day1::deliver(
                     session, "root", recipe::compile(recipe, machine.path()), Mode::apply, [](const recipe::Line&) {},
                     ssh::patience_of(std::chrono::seconds(60), stop.get_token())),
                 Error);
    std::string process = machine.read("process");
    process.pop_back();
    wait_until([&] { return !std::filesystem::exists("/proc/" + process); });
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
                    wait_until([&] { return std::filesystem::exists(machine / "down"); });
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

TEST(DeliverFault, AMachineWithoutRoomIsNotTakenForOneWithoutRoot)
{
    const std::string why = "cannot make /var/lib/edgepool: no space left on the file system of /";
    const auto fault = fault_of("mec-1", {.refusal = why, .last_words = why, .how = {.status = recipe::not_begun}});
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, "day-1.not-begun");
    EXPECT_EQ(fault->detail, "mec-1: " + why);
    EXPECT_THAT(fault->hint, HasSubstr("edgepool run mec-1 -- df -h"));
    EXPECT_TRUE(fault->related.empty()) << "it was said already";
}

TEST(DeliverFault, WhatNoTaskFailedOfIsSaidToo)
{
    const Delivery delivery{.tasks = 1,
                            .ended = {{.number = 1, .state = recipe::State::unchanged}},
                            .closing = recipe::Closing{.unchanged = 1, .failed = 1},
                            .last_words = "cannot write /var/lib/edgepool/day-1.digest"};
    const auto fault = fault_of("mec-1", delivery);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->detail, "mec-1: cannot write /var/lib/edgepool/day-1.digest");
}

} // namespace

} // namespace edgepool::day1
