// SPDX-License-Identifier: Apache-2.0
// Commands on a machine: the real sshd on loopback.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "ssh/connections.h"
#include "ssh/session.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;

constexpr std::size_t much = 20'000'000;

Patience plenty()
{
    return patience_of(60s);
}

/// The code of the Error that `body` throws.
template <typename Body>
std::string fault_of(const Body& body)
{
    try
    {
        body();
    }
    catch (const Error& error)
    {
        EXPECT_FALSE(error.diagnostic().hint.empty());
        return error.diagnostic().code;
    }
    return "none";
}

/// Bytes without a pattern that a transfer could repeat unseen.
std::string noise(std::size_t size)
{
    std::string text(size, '\0');
    std::uint32_t state = 1;
    for (char& c : text)
    {
        state = state * 1664525U + 1013904223U;
        c = static_cast<char>(state >> 24U);
    }
    return text;
}

/// Gives a text away in pieces of odd sizes.
std::function<std::string()> in_pieces(const std::string& text)
{
    return [&text, at = std::size_t{0}]() mutable {
        const std::string piece = text.substr(at, 70'001);
        at += piece.size();
        return piece;
    };
}

class SshSession : public ::testing::Test
{
protected:
    Printed run(const std::string& command) { return run_quietly(session, command, plenty(), 2 * much); }

    SshServer server{};
    Session session = server.connect();
};

TEST_F(SshSession, CommandsEndWithTheirStatus)
{
    EXPECT_EQ(run("true").ended, (Ended{.status = 0}));
    EXPECT_EQ(run("exit 3").ended, (Ended{.status = 3}));
    EXPECT_EQ(run("exit 255").ended, (Ended{.status = 255}));
    EXPECT_EQ(run("no-such-command").ended, (Ended{.status = 127}));
    EXPECT_TRUE(session.is_open());
}

TEST_F(SshSession, CommandsEndedByASignalSayWhich)
{
    EXPECT_EQ(run("kill -KILL $$").ended, (Ended{.status = 0, .signal = "KILL"}));
    EXPECT_EQ(run("kill -TERM $$").ended, (Ended{.status = 0, .signal = "TERM"}));
    EXPECT_FALSE(run("kill -KILL $$").ended.well());
}

TEST_F(SshSession, OutputsAreKeptApart)
{
    const Printed printed = run("echo one; echo two >&2; echo three; echo four >&2");
    EXPECT_EQ(printed.out, "one\nthree\n");
    EXPECT_EQ(printed.err, "two\nfour\n");
}

TEST_F(SshSession, WithoutInputACommandFindsItsEnd)
{
    EXPECT_EQ(run("cat; echo end").out, "end\n");
}

TEST_F(SshSession, MuchFlowsBothWaysAtOnce)
{
    const std::string sent = noise(much);
    std::string come;
    const Streams streams{.out = [&](std::string_view piece) { come += piece; }, .in = in_pieces(sent)};
    EXPECT_TRUE(session.run("cat", streams, plenty()).well());
    EXPECT_TRUE(come == sent) << come.size() << " bytes came back";
}

TEST_F(SshSession, MuchComesOnBothOutputs)
{
    const Printed printed = run("head -c 20000000 /dev/zero & head -c 20000000 /dev/zero >&2; wait");
    EXPECT_EQ(printed.out.size(), much);
    EXPECT_EQ(printed.err.size(), much);
}

TEST_F(SshSession, ACommandMayEndBeforeItsInput)
{
    const std::string sent = noise(much);
    std::string come;
    const Streams streams{.out = [&](std::string_view piece) { come += piece; }, .in = in_pieces(sent)};
    EXPECT_EQ(session.run("head -c 5; exit 4", streams, plenty()), (Ended{.status = 4}));
    EXPECT_EQ(come, sent.substr(0, 5));
    EXPECT_EQ(run("echo still here").out, "still here\n");
}

TEST_F(SshSession, ACommandThatHasClosedItsOutputsIsStillFed)
{
    const std::string sent = noise(3'000'000);
    const std::string path = server.folder() / "fed";
    const Streams streams{.in = in_pieces(sent)};
    EXPECT_EQ(session.run("exec >&- 2>&-; cat >" + path + "; exit 7", streams, plenty()), (Ended{.status = 7}));
    EXPECT_TRUE(server.folder().read("fed") == sent);
}

TEST_F(SshSession, ManyCommandsUseOneConnection)
{
    const std::string process = run("echo $PPID").out;
    for (int i = 0; i < 20; ++i)
    {
        ASSERT_EQ(run("echo $PPID").out, process);
    }
}

TEST_F(SshSession, ADeadlineEndsTheWaitForACommandThatHangs)
{
    EXPECT_EQ(fault_of([&] { session.run(hang, {}, patience_of(200ms)); }), "ssh.timeout");
    EXPECT_FALSE(session.is_open());
    EXPECT_EQ(fault_of([&] { session.run("true", {}, plenty()); }), "ssh.broken") << "and says so at once";
}

TEST_F(SshSession, ADeadlineEndsEndlessOutput)
{
    EXPECT_EQ(fault_of([&] { session.run("yes", {}, patience_of(200ms)); }), "ssh.timeout");
}

TEST_F(SshSession, ADeadlineEndsInputThatNobodyTakes)
{
    const Streams endless{.in = [] { return std::string(100'000, 'x'); }};
    EXPECT_EQ(fault_of([&] { session.run(hang, endless, patience_of(500ms)); }), "ssh.timeout");
}

TEST_F(SshSession, AWishToStopEndsTheWaitAtOnce)
{
    std::stop_source stop;
    const Streams streams{.out = [&](std::string_view) { stop.request_stop(); }};
    EXPECT_EQ(
        fault_of([&] { session.run(std::string("echo here; ") + hang, streams, patience_of(1h, stop.get_token())); }),
        "ssh.stopped");
}

TEST_F(SshSession, AMachineThatDiesInTheMiddleBreaksTheConnection)
{
    int process = std::stoi(run("echo $PPID").out);
    std::size_t come = 0;
    const Streams streams{.out = [&](std::string_view piece) {
        come += piece.size();
        if (come > 1'000'000 && process != 0)
        {
            ::kill(std::exchange(process, 0), SIGKILL);
        }
    }};
    EXPECT_EQ(fault_of([&] { session.run("cat /dev/zero", streams, plenty()); }), "ssh.broken");
    EXPECT_FALSE(session.is_open());
    EXPECT_EQ(run_quietly(session = server.connect(), "echo back", plenty()).out, "back\n");
}

TEST_F(SshSession, AMachineThatFreezesIsGivenUpInTime)
{
    const int process = std::stoi(run("echo $PPID").out);
    ::kill(process, SIGSTOP);
    EXPECT_EQ(fault_of([&] { session.run("true", {}, patience_of(200ms)); }), "ssh.timeout");
    ::kill(process, SIGKILL);
}

TEST_F(SshSession, WhatACallbackThrowsEndsTheSessionAndComesThrough)
{
    const Streams streams{.out = [](std::string_view) { throw std::runtime_error("the disk is full"); }};
    EXPECT_THROW(session.run("echo x", streams, plenty()), std::runtime_error);
    EXPECT_FALSE(session.is_open());
}

/// The kernel of a machine whose sshd hangs answers, so only sshd itself can be asked.
TEST_F(SshSession, AMachineThatHangsIsNoticedBeforeTheDeadline)
{
    Patience patience = patience_of(1h);
    patience.heartbeat = 2s;
    const int process = std::stoi(run("echo $PPID").out);
    const Streams streams{.out = [&](std::string_view) { ::kill(process, SIGSTOP); }};
    const auto run_there = [&] { session.run("echo here; " + std::string(hang), streams, patience); };
    EXPECT_EQ(fault_of(run_there), "ssh.broken");
    ::kill(process, SIGKILL);
}

TEST_F(SshSession, ACommandThatSaysNothingForLongIsWaitedFor)
{
    Patience patience = plenty();
    patience.heartbeat = 2s;
    EXPECT_EQ(session.run("sleep 9; exit 3", {}, patience).status, 3);
}

TEST(SshConnections, OneIsKeptForEachMachineAndReplacedWhenItBreaks)
{
    const SshServer server;
    Connections connections(server.key());
    const auto process = [&] {
        std::string printed;
        connections.with(server.machine(), plenty(),
                         [&](Session& session) { printed = run_quietly(session, "echo $PPID", plenty()).out; });
        return std::stoi(printed);
    };
    const int first = process();
    EXPECT_EQ(process(), first);
    EXPECT_EQ(fault_of([&] {
                  connections.with(server.machine(), plenty(), [&](Session& session) {
                      ::kill(first, SIGKILL);
                      session.run(hang, {}, plenty());
                  });
              }),
              "ssh.broken");
    const int second = process();
    EXPECT_NE(second, first);
    connections.forget("pe-1");
    EXPECT_NE(process(), second);
}

TEST(ConcurrentSshConnections, ManyThreadsShareOneMachine)
{
    const SshServer server;
    Connections connections(server.key());
    std::vector<std::string> printed(8);
    {
        std::vector<std::jthread> threads;
        for (std::string& each : printed)
        {
            threads.emplace_back([&] {
                for (int i = 0; i < 5; ++i)
                {
                    connections.with(server.machine(), plenty(), [&](Session& session) {
                        each = run_quietly(session, "echo $PPID", plenty()).out;
                    });
                }
            });
        }
    }
    EXPECT_THAT(printed, ::testing::Each(printed.front()));
}

TEST(ConcurrentSshSessions, TwentyAtOnce)
{
    const SshServer server;
    const PrivateKey key = server.key();
    std::vector<std::size_t> sizes(20);
    {
        std::vector<std::jthread> threads;
        for (std::size_t& size : sizes)
        {
            threads.emplace_back([&] {
                Session session = Session::connect(server.machine(), key, plenty());
                size = run_quietly(session, "head -c 300000 /dev/urandom", plenty()).out.size();
            });
        }
    }
    EXPECT_THAT(sizes, ::testing::Each(300'000U));
}

} // namespace

} // namespace edgepool::ssh
