// SPDX-License-Identifier: Apache-2.0
#include "process/child.h"

#include <csignal>

#include <gtest/gtest.h>

#include "process/command.h"
#include "process/identity.h"
#include "process/tool.h"

namespace edgepool::process
{

namespace
{

using namespace std::chrono_literals;

const StopSignal never{std::stop_token{}};

/// Waits for a line that never comes; all its words but the last are the same.
Command sleeper(const std::string& mark)
{
    return {.program = "/usr/bin/tail", .arguments = {"--follow", "--quiet", "/dev/null", "--", "/dev/null", mark}};
}

bool is_marked(const Seen& seen, const std::string& mark)
{
    return !seen.words.empty() && seen.words.back() == mark;
}

TEST(Child, EndsWithItsObject)
{
    pid_t pid = 0;
    {
        const Child child = Child::start(sleeper("ends"));
        pid = child.pid();
        EXPECT_TRUE(look_at(pid));
    }
    EXPECT_FALSE(look_at(pid));
}

TEST(Child, LivesOnWhenItIsLeft)
{
    pid_t pid = 0;
    {
        Child child = Child::start(sleeper("left behind"));
        pid = child.pid();
        child.leave();
    }
    const auto is_meant = [](const Seen& seen) { return is_marked(seen, "left behind"); };
    EXPECT_EQ(end_process(pid, is_meant, SIGKILL, in(10s)), Ended::yes);
    EXPECT_FALSE(look_at(pid)) << "an ended process that nobody reaped is no process";
}

TEST(Child, WaitReturnsAtTheDeadline)
{
    Child child = Child::start(sleeper("waits"));
    EXPECT_FALSE(child.wait(in(10ms), never));
    child.end(10s);
    EXPECT_EQ(child.wait(in(1s), never), (Exit{.signal = SIGTERM}));
}

TEST(Identity, AProcessThatIsNotMeantIsNotHit)
{
    const Child child = Child::start(sleeper("innocent"));
    const auto is_meant = [](const Seen& seen) { return is_marked(seen, "guilty"); };
    EXPECT_EQ(end_process(child.pid(), is_meant, SIGKILL, in(1s)), Ended::not_there);
    EXPECT_TRUE(look_at(child.pid()));
}

TEST(Identity, FindsProcessesByTheirCommandLine)
{
    const Child child = Child::start(sleeper("to be found"));
    const auto all = processes_where([](const Seen& seen) { return is_marked(seen, "to be found"); });
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.front().pid, child.pid());
    EXPECT_EQ(all.front().words.front(), "/usr/bin/tail");
    EXPECT_FALSE(all.front().started.empty());
    EXPECT_EQ(all.front().started.find_first_not_of("0123456789"), std::string::npos) << all.front().started;
}

TEST(Tool, IsFoundWhereOrdinaryUsersDoNotLook)
{
    EXPECT_EQ(find_tool("sh", ""), "/usr/bin/sh");
    EXPECT_EQ(find_tool("mke2fs", "").value_or("").substr(0, 5), "/usr/");
    EXPECT_FALSE(find_tool("no-such-program-anywhere", "/usr/bin"));
}

TEST(Tool, ARelativeFolderOfThePathIsNotSearched)
{
    EXPECT_EQ(find_tool("sh", "."), "/usr/bin/sh");
    EXPECT_EQ(find_tool("sh", "/bin"), "/bin/sh");
}

TEST(Command, IsPrintedAsOneWouldTypeIt)
{
    const Command command{
        .program = "/bin/echo", .arguments = {"plain-1", "two words", "it's", ""}, .environment = {{"A", "b"}}};
    EXPECT_EQ(to_string(command), "A=b /bin/echo plain-1 'two words' 'it'\\''s' ''");
}

} // namespace

} // namespace edgepool::process
