// SPDX-License-Identifier: Apache-2.0
#include "ssh/shell.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "ssh/session.h"
#include "unit/ssh/ssh_server.h"

namespace edgepool::ssh
{

namespace
{

using namespace std::chrono_literals;

TEST(ShellWord, PlainWordsStayAsTheyAre)
{
    const std::array<std::string, 3> words{"cp", "-r", "/etc/hosts"};
    EXPECT_EQ(shell_command(words), "cp -r /etc/hosts");
    EXPECT_EQ(shell_word(""), "''");
    EXPECT_EQ(shell_word("a=b"), "'a=b'") << "the first word of a line would be an assignment";
}

TEST(ShellWord, AShellGivesBackEveryWord)
{
    const support::OwnFolder folder;
    std::string all;
    for (int c = 1; c < 256; ++c)
    {
        all += static_cast<char>(c);
    }
    for (const std::string& word : {all, std::string("it's"), std::string("''"), std::string("a\\"),
                                    std::string("$(id)"), std::string("~"), std::string("x\n")})
    {
        support::RunningProcess process({"sh", "-c", "printf %s " + shell_word(word) + " >" + (folder / "out")},
                                        folder / "log");
        EXPECT_EQ(process.wait(), 0);
        EXPECT_EQ(folder.read("out"), word);
    }
}

class EndsWithConnection : public ::testing::Test
{
protected:
    static Patience plenty() { return patience_of(60s); }

    SshServer server{};
    Session session = server.connect();
};

TEST_F(EndsWithConnection, ChangesNothingElse)
{
    const Printed printed =
        run_quietly(session, ends_with_connection("echo \"it's out\"; echo err >&2; exit 3"), plenty());
    EXPECT_EQ(printed.out, "it's out\n");
    EXPECT_EQ(printed.err, "err\n");
    EXPECT_EQ(printed.ended, (Ended{.status = 3}));
    EXPECT_EQ(run_quietly(session, ends_with_connection("kill -TERM $$"), plenty()).ended, (Ended{.status = 143}));
}

TEST_F(EndsWithConnection, InputReachesTheCommand)
{
    std::string come;
    bool is_given = false;
    const Streams streams{.out = [&](std::string_view piece) { come += piece; },
                          .in = [&] { return std::exchange(is_given, true) ? std::string{} : std::string("input"); }};
    EXPECT_TRUE(session.run(ends_with_connection("cat"), streams, plenty()).well());
    EXPECT_EQ(come, "input");
}

TEST_F(EndsWithConnection, WhatHangsIsEndedWithAllThatItStarted)
{
    std::string printed;
    const Streams streams{.out = [&](std::string_view piece) { printed += piece; }};
    const std::string command = "echo $$; sleep 1000 | sleep 1000 & echo $!; wait";
    EXPECT_THROW(session.run(ends_with_connection(command), streams, patience_of(1s)), Error);
    const int shell = std::stoi(printed);
    const int child = std::stoi(printed.substr(printed.find('\n')));
    const auto deadline = Clock::now() + 30s;
    const auto is_running = [](int process) { return ::kill(process, 0) == 0; };
    while ((is_running(shell) || is_running(child)) && Clock::now() < deadline)
    {
        std::this_thread::yield();
    }
    EXPECT_FALSE(is_running(shell));
    EXPECT_FALSE(is_running(child));
}

} // namespace

} // namespace edgepool::ssh
