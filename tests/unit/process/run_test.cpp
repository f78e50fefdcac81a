// SPDX-License-Identifier: Apache-2.0
#include "process/run.h"

#include <thread>

#include <gtest/gtest.h>

#include "base/error.h"

namespace edgepool::process
{

namespace
{

using namespace std::chrono_literals;

Command shell(const std::string& script)
{
    return {.program = "/bin/sh", .arguments = {"-c", script}};
}

std::string code_of(const std::function<void()>& action)
{
    try
    {
        action();
    }
    catch (const Error& error)
    {
        return error.diagnostic().code;
    }
    return "none";
}

TEST(Run, CollectsBothStreamsAndTheStatus)
{
    const Finished finished = run(shell("echo out; echo err >&2; exit 3"));
    EXPECT_EQ(finished.output, "out\n");
    EXPECT_EQ(finished.errors, "err\n");
    EXPECT_EQ(finished.exit, (Exit{.status = 3}));
}

TEST(Run, TellsWhichSignalEndedTheProgram)
{
    EXPECT_EQ(run(shell("kill -9 $$")).exit, (Exit{.signal = 9}));
}

TEST(Run, ArgumentsReachTheProgramAsTheyAre)
{
    const Command command{.program = "/usr/bin/printf", .arguments = {"%s|", "a b", "$HOME", "'; exit 1", ""}};
    EXPECT_EQ(run(command).output, "a b|$HOME|'; exit 1||");
}

TEST(Run, GivesInputFolderAndEnvironment)
{
    Command command = shell("cat; pwd; echo $WORD");
    command.folder = "/usr";
    command.environment = {{"WORD", "of ours"}};
    EXPECT_EQ(run(command, {}, {.input = "hello\n"}).output, "hello\n/usr\nof ours\n");
}

TEST(Run, AProgramHasNoInputUnlessItIsGiven)
{
    EXPECT_EQ(run({.program = "/bin/cat"}).output, "");
}

TEST(Run, ReportsLinesAsTheyCome)
{
    std::vector<std::string> lines;
    run(shell("printf 'one\\ntwo\\nrest'"), {}, {.on_line = [&](std::string_view line) { lines.emplace_back(line); }});
    EXPECT_EQ(lines, (std::vector<std::string>{"one", "two"}));
}

TEST(Run, KeepsTheEndOfMuchOutput)
{
    const Finished finished = run(shell("head -c 3000000 /dev/zero | tr '\\0' x; echo end"), {.output = 1000});
    EXPECT_LE(finished.output.size(), 2000U);
    EXPECT_TRUE(finished.output.ends_with("xend\n"));
}

TEST(Run, EndsAProgramThatTakesTooLongWithAllThatItStarted)
{
    std::string pid;
    EXPECT_EQ(code_of([&] {
                  run(shell("sleep 1000 & echo $!; wait"), {.time = 300ms, .grace = 1s},
                      {.on_line = [&](std::string_view line) { pid = line; }});
              }),
              "process.too-slow");
    ASSERT_FALSE(pid.empty());
    EXPECT_FALSE(run({.program = "/bin/sh", .arguments = {"-c", "tr -d '\\0' </proc/" + pid + "/cmdline | grep sleep"}})
                     .exit.good());
}

TEST(Run, EndsAProgramThatDoesNotMindSigterm)
{
    EXPECT_EQ(code_of([] { run(shell("trap '' TERM; while :; do sleep 1; done"), {.time = 200ms, .grace = 100ms}); }),
              "process.too-slow");
}

TEST(Run, DoesNotWaitForWhatTheProgramLeftBehind)
{
    const Finished finished = run(shell("sleep 30 & echo $!"), {.time = 20s});
    EXPECT_TRUE(finished.exit.good());
    run({.program = "/bin/sh", .arguments = {"-c", "kill " + finished.output}});
}

TEST(ConcurrentRun, AStopTokenEndsTheWait)
{
    std::stop_source source;
    std::thread other;
    EXPECT_EQ(code_of([&] {
                  run(shell("echo started; sleep 1000"), {.time = 1000s, .grace = 1s, .stop = source.get_token()},
                      {.on_line = [&](std::string_view) { other = std::thread([&] { source.request_stop(); }); }});
              }),
              "process.interrupted");
    other.join();
}

TEST(Run, AProgramThatDoesNotExistIsAnError)
{
    EXPECT_EQ(code_of([] { run({.program = "/nonexistent/program"}); }), "process.cannot-start");
}

TEST(Run, OfThrowQuotesWhatTheProgramSaid)
{
    try
    {
        run_or_throw(shell("echo 'no such mirror' >&2; exit 1"));
        FAIL();
    }
    catch (const Error& error)
    {
        EXPECT_EQ(error.diagnostic().code, "process.failed");
        EXPECT_EQ(error.diagnostic().detail, "/bin/sh: exit status 1: no such mirror");
    }
}

TEST(Run, AProgramIsInASessionOfItsOwn)
{
    const Finished finished = run(shell("cut -d' ' -f1,6 /proc/$$/stat"));
    const std::size_t space = finished.output.find(' ');
    EXPECT_EQ(finished.output.substr(0, space) + "\n", finished.output.substr(space + 1));
}

} // namespace

} // namespace edgepool::process
