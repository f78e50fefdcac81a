// SPDX-License-Identifier: Apache-2.0
#include "cli/machines.h"

#include <gtest/gtest.h>

#include "cli/choice.h"
#include "cli/console_log.h"
#include "cli/copying.h"
#include "support/own_folder.h"

namespace edgepool::cli
{

namespace
{

std::vector<NamedMachine> some()
{
    std::vector<NamedMachine> machines;
    for (const auto& [name, group] :
         {std::pair("gateway", "gateway"), {"pr-1", "pr"}, {"mec-1", "mec"}, {"mec-2", "mec"}})
    {
        machines.push_back({.id = {.kind = "machine", .name = name, .site = "edge"}, .group = group});
    }
    return machines;
}

std::string names_of(std::string_view word)
{
    Diagnostics diagnostics;
    std::string names;
    const auto machines = selected(some(), word, diagnostics);
    for (const NamedMachine& machine : machines.value_or(std::vector<NamedMachine>{}))
    {
        names += machine.id.name + " ";
    }
    return diagnostics.empty() ? names : diagnostics.items().front().code + " " + diagnostics.items().front().hint;
}

TEST(Machines, AreSelectedByNameByGroupAndAltogether)
{
    EXPECT_EQ(names_of("mec-2"), "mec-2 ");
    EXPECT_EQ(names_of("mec"), "mec-1 mec-2 ");
    EXPECT_EQ(names_of("gateway"), "gateway ");
    EXPECT_EQ(names_of("all"), "gateway pr-1 mec-1 mec-2 ");
}

TEST(Machines, AMistypedNameIsToldWithWhatWasMeant)
{
    EXPECT_EQ(names_of("mec-3"), "usage.unknown-machine did you mean 'mec-1'?");
    EXPECT_EQ(names_of("gatewy"), "usage.unknown-machine did you mean 'gateway'?");
    EXPECT_EQ(names_of(""), "usage.unknown-machine one of: all, gateway, pr, pr-1, mec, mec-1, mec-2");
}

TEST(Machines, OneWordIsALineForTheShellAndSeveralAreTakenAsTheyAre)
{
    EXPECT_EQ(words_to_run({"ls | wc"}), (std::vector<std::string>{"sh", "-c", "ls | wc"}));
    EXPECT_EQ(words_to_run({"echo", "a  b"}), (std::vector<std::string>{"echo", "a  b"}));
}

TEST(Places, AreOnAMachineIfAColonComesBeforeAnySlash)
{
    EXPECT_EQ(parse_place("mec-1:/etc/hosts"), (Place{.machine = "mec-1", .path = "/etc/hosts"}));
    EXPECT_EQ(parse_place("all:"), (Place{.machine = "all", .path = ""}));
    EXPECT_EQ(parse_place("./a:b"), (Place{.path = "./a:b"}));
    EXPECT_EQ(parse_place(":b"), (Place{.path = ":b"}));
    EXPECT_EQ(parse_place("notes.txt"), (Place{.path = "notes.txt"}));
}

TEST(Places, FoldersGetTheNameOfTheSource)
{
    EXPECT_EQ(target_path("/tmp/x", false, "a/b"), "/tmp/x");
    EXPECT_EQ(target_path("/tmp", true, "a/b"), "/tmp/b");
    EXPECT_EQ(target_path("/tmp/", false, "a/b/"), "/tmp/b");
    EXPECT_EQ(target_path("", false, "b"), "b");
}

TEST(ConsoleLog, GivesCompleteLinesAsTheyCome)
{
    const support::OwnFolder folder;
    const std::string path = folder.write("console.log", "one\ntwo\nthr");
    ConsoleLog log(path);
    EXPECT_EQ(log.last(1), std::vector<std::string>{"two"});
    EXPECT_EQ(log.rest(), "thr");
    folder.write("console.log", "one\ntwo\nthree\nfour");
    EXPECT_EQ(log.more(), std::vector<std::string>{"three"});
    folder.write("console.log", "anew\n");
    EXPECT_EQ(log.more(), std::vector<std::string>{"anew"});
}

TEST(ConsoleLog, LinesCannotSteerTheTerminal)
{
    EXPECT_EQ(plain_line("\033[0;32mOK\033[0m ready\r"), "OK ready");
    EXPECT_EQ(plain_line("\033]0;title\aok"), "ok");
    EXPECT_EQ(plain_line("a\033"), "a");
    EXPECT_EQ(plain_line("a\b"), "a?");
}

} // namespace

} // namespace edgepool::cli
