// SPDX-License-Identifier: Apache-2.0
// How the program edgepool-switch begins and ends, in good worlds and bad ones.
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/error.h"
#include "process/identity.h"
#include "unit/wire/frames.h"
#include "unit/wire/member.h"
#include "unit/wire/running_switch.h"
#include "wire/unix_socket.h"

namespace edgepool::wire
{

namespace
{

using edgepool::support::OwnFolder;
using edgepool::support::RunningProcess;
using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

namespace fs = std::filesystem;

Wiring small()
{
    return {.testbed = "oslo", .segments = {{.name = "lan", .ports = {{.member = "a.0", .macs = {frames::mac(1)}}}}}};
}

std::vector<std::string> files_in(const OwnFolder& folder)
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.path()))
    {
        names.push_back(entry.path().filename());
    }
    return names;
}

/// What the program says that cannot start.
std::string complaint(const OwnFolder& at)
{
    RunningProcess process = RunningSwitch::spawn(at);
    EXPECT_EQ(process.wait(), 1);
    return at.read("switch.log");
}

TEST(SwitchProcess, QuitLeavesNothingBehind)
{
    RunningSwitch running(small());
    EXPECT_THAT(files_in(running.folder),
                UnorderedElementsAre("switch.lock", "switch.wiring", "switch.control", "switch.log", "lan.net"));
    running.client().quit();
    EXPECT_FALSE(process::look_at(running.process->id()));
    EXPECT_THAT(files_in(running.folder), UnorderedElementsAre("switch.log"));
    EXPECT_EQ(running.process->wait(), 0);
    EXPECT_FALSE(SwitchClient::find(running.folder.path()));
    EXPECT_EQ(running.folder.read("switch.log"), "");
}

TEST(SwitchProcess, ATerminatedSwitchKeepsItsWiringForTheNext)
{
    RunningSwitch running(small());
    running.process->signal(SIGTERM);
    EXPECT_EQ(running.process->wait(), 0);
    EXPECT_THAT(files_in(running.folder), UnorderedElementsAre("switch.log", "switch.wiring"));
    running.start();
    EXPECT_EQ(running.client().wiring(), small());
}

TEST(SwitchProcess, ATerminalThatClosesDoesNotEndIt)
{
    RunningSwitch running(small());
    running.process->signal(SIGHUP);
    EXPECT_EQ(running.client().wiring(), small());
    running.client().quit();
    EXPECT_EQ(running.process->wait(), 0);
}

TEST(SwitchProcess, ItsSocketsAreForItsUserAlone)
{
    const RunningSwitch running(small());
    for (const char* const name : {"lan.net", "switch.control", "switch.lock", "switch.wiring"})
    {
        EXPECT_EQ(fs::status(running.folder / name).permissions(), fs::perms::owner_read | fs::perms::owner_write)
            << name;
    }
}

TEST(SwitchProcess, WhatADeadOneLeftIsReplaced)
{
    RunningSwitch running(small());
    running.kill();
    EXPECT_TRUE(fs::exists(running.folder / "switch.control"));
    EXPECT_FALSE(SwitchClient::find(running.folder.path())) << "a stale socket fools nobody";
    running.start();
    EXPECT_EQ(running.client().identity().process, running.process->id());
}

TEST(SwitchProcess, TwoInOneFolderAreImpossible)
{
    RunningSwitch running(small());
    RunningProcess second = RunningSwitch::spawn(running.folder);
    EXPECT_EQ(second.wait(), 1);
    EXPECT_THAT(running.folder.read("switch.log"), HasSubstr("this testbed has a switch already"));
    EXPECT_EQ(running.client().identity().process, running.process->id()) << "the first goes on";
}

TEST(SwitchProcess, TwoTestbedsAreTwoSwitches)
{
    RunningSwitch first(small());
    RunningSwitch second({.testbed = "essen", .segments = small().segments});
    first.client().quit();
    EXPECT_EQ(second.client().identity().testbed, "essen");
}

TEST(SwitchProcess, FoldersThatOthersMayEnterAreRefused)
{
    const OwnFolder folder;
    write_wiring(folder.path(), small());
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::group_exec);
    EXPECT_THAT(complaint(folder), HasSubstr("others may enter it [wire.bad-folder]"));
}

TEST(SwitchProcess, WithoutItsWiringItSaysWhoWritesIt)
{
    const OwnFolder folder;
    EXPECT_THAT(complaint(folder), HasSubstr("'edgepool up' writes it"));
}

TEST(SwitchProcess, ADamagedWiringIsToldWithItsPlace)
{
    const OwnFolder folder;
    folder.write("switch.wiring", "testbed oslo\nsegment lan\nport lan\n");
    EXPECT_THAT(complaint(folder), HasSubstr("switch.wiring:3:1: error: wiring that makes no sense"));
}

TEST(SwitchProcess, APathThatIsTooLongIsToldWithItsLength)
{
    const OwnFolder folder;
    write_wiring(folder.path(), {.testbed = "o", .segments = {{.name = std::string(64, 'n')}}});
    const std::string deep = folder / std::string(40, 'd');
    fs::create_directory(deep);
    fs::permissions(deep, fs::perms::owner_all);
    fs::rename(folder / "switch.wiring", deep + "/switch.wiring");
    RunningProcess process(switch_command(EDGEPOOL_SWITCH, deep), folder / "switch.log");
    EXPECT_EQ(process.wait(), 1);
    EXPECT_THAT(folder.read("switch.log"), HasSubstr("107 are possible [wire.path-too-long]"));
    EXPECT_THAT(folder.read("switch.log"), HasSubstr("XDG_RUNTIME_DIR"));
}

TEST(SwitchProcess, AMemberWhosePathIsTooLongIsRefusedAndNotRemembered)
{
    RunningSwitch running(small());
    const std::string deep = running.folder / std::string(64, 'd');
    fs::create_directory(deep);
    fs::permissions(deep, fs::perms::owner_all);
    write_wiring(deep, small());
    RunningProcess process(switch_command(EDGEPOOL_SWITCH, deep), running.folder / "switch.log");
    auto client = SwitchClient::wait_for(deep, std::chrono::seconds(20));
    ASSERT_TRUE(client);
    EXPECT_THROW(client->apply(AddPort{"lan", {.member = std::string(64, 'm')}}), Error);
    EXPECT_THROW(client->apply(AddSegment{std::string(64, 's')}), Error);
    EXPECT_EQ(client->wiring(), small());
    EXPECT_EQ(read_wiring(deep), small());
    client->quit();
}

TEST(SwitchProcess, WrongUsageIsToldTheUsage)
{
    const OwnFolder folder;
    RunningProcess process({EDGEPOOL_SWITCH, "--help"}, folder / "log");
    EXPECT_EQ(process.wait(), 2);
    EXPECT_THAT(folder.read("log"), HasSubstr("usage: edgepool-switch FOLDER"));
}

TEST(SwitchProcess, OneThatHangsIsReportedInTime)
{
    RunningSwitch running(small());
    SwitchClient client = running.client();
    running.process->signal(SIGSTOP);
    try
    {
        auto other = SwitchClient::find(running.folder.path(), std::chrono::milliseconds(50));
        FAIL() << "a stopped process has answered";
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().code, "wire.no-answer");
    }
    running.process->signal(SIGCONT);
    EXPECT_EQ(client.wiring(), small());
}

TEST(SwitchProcess, HostileClientsHarmNobodyElse)
{
    RunningSwitch running(small());
    const auto connect = [&] { return connect_to(control_path(running.folder.path())); };
    const Handle endless = connect();
    const std::string letters(100'000, 'x');
    ::send(endless.get(), letters.data(), letters.size(), MSG_NOSIGNAL);
    const Handle deaf = connect(); // asks, and never reads
    for (int i = 0; i < 20'000; ++i)
    {
        ::send(deaf.get(), "counters\n", 9, MSG_NOSIGNAL);
    }
    const Handle half = connect();
    ::send(half.get(), "hel", 3, MSG_NOSIGNAL);
    const Handle zeros = connect();
    ::send(zeros.get(), "\0\xff\n\n\n", 5, MSG_NOSIGNAL);
    connect(); // comes and goes
    EXPECT_EQ(running.client().wiring(), small());
}

TEST(SwitchProcess, ManyWhoConnectAreManyWhoMustGoAgain)
{
    RunningSwitch running(small());
    {
        std::vector<Handle> crowd;
        while (crowd.size() < 40)
        {
            Handle one = connect_to(control_path(running.folder.path()));
            if (one)
            {
                crowd.push_back(std::move(one));
            }
        }
    }
    std::optional<Wiring> wiring;
    while (!wiring)
    {
        try
        {
            wiring = running.client().wiring();
        }
        catch (const Error& error)
        {
            ASSERT_EQ(error.retry(), Retry::may_help); // until it has seen that they are gone
        }
    }
    EXPECT_EQ(wiring, small());
}

TEST(ConcurrentSwitchClients, ChangeDifferentThingsAtOnce)
{
    RunningSwitch running(small());
    {
        std::vector<std::jthread> threads;
        for (int number = 0; number < 8; ++number)
        {
            threads.emplace_back([&running, number] {
                SwitchClient client = running.client();
                const std::string name = "n" + std::to_string(number);
                client.apply(AddSegment{name});
                for (int i = 0; i < 20; ++i)
                {
                    client.apply(AddPort{name, {.member = name + "." + std::to_string(i)}});
                    client.counters();
                }
            });
        }
    }
    const Wiring wiring = running.client().wiring();
    EXPECT_EQ(wiring.segments.size(), 9U);
    for (const PlannedSegment& each : wiring.segments)
    {
        EXPECT_EQ(each.ports.size(), each.name == "lan" ? 1U : 20U);
    }
    EXPECT_EQ(read_wiring(running.folder.path()), wiring);
}

} // namespace

} // namespace edgepool::wire
