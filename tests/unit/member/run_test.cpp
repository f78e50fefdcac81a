// SPDX-License-Identifier: Apache-2.0
#include "member/run.h"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "support/own_folder.h"

namespace edgepool::member
{

namespace
{

struct Outcome
{
    Exit exit = Exit::done;
    std::string out{};
    std::string err{};
};

Outcome run_words(const std::vector<std::string>& words)
{
    std::ostringstream out;
    std::ostringstream err;
    Console console{.out = out, .err = err};
    const Exit exit = run(words, console);
    return {.exit = exit, .out = out.str(), .err = err.str()};
}

TEST(MemberRun, EachCommandTeachesItselfWithAnExample)
{
    const std::string overview = run_words({"--help"}).out;
    for (const Command& command : commands())
    {
        const Outcome help = run_words({std::string(command.name), "--help"});
        EXPECT_EQ(help.exit, Exit::done);
        EXPECT_NE(help.out.find("example:\n  edgepool-member " + std::string(command.name)), std::string::npos);
        EXPECT_NE(overview.find("  " + std::string(command.name) + " "), std::string::npos);
        std::string line;
        for (std::istringstream lines(help.out); std::getline(lines, line);)
        {
            EXPECT_LE(line.size(), 80U) << line;
        }
    }
}

TEST(MemberRun, WrongUsageIsSaidWithANextStep)
{
    EXPECT_EQ(run_words({}).exit, Exit::usage);
    EXPECT_EQ(run_words({"resolv"}).exit, Exit::usage);
    const Outcome wrong = run_words({"resolve", "Pool"});
    EXPECT_EQ(wrong.exit, Exit::usage);
    EXPECT_EQ(wrong.out, "");
    EXPECT_EQ(wrong.err, "edgepool-member: '--registrar' is missing\n  hint: edgepool-member resolve --help\n");
    EXPECT_EQ(run_words({"serve", "--handle", "p", "--policy", "LeastUsed", "--registrar", "a"}).exit, Exit::usage);
    EXPECT_EQ(run_words({"serve", "--handle", "p", "--policy", "RoundRobin", "--registrar", "a", "--tcp", "a:1",
                         "--load-file", "x"})
                  .exit,
              Exit::usage);
}

TEST(MemberRun, AReferencePictureIsAFile)
{
    const support::OwnFolder folder;
    const std::string path = folder.path() + "/picture.png";
    const Outcome done = run_words({"reference", "--width", "8", "--height", "4", "--output", path});
    EXPECT_EQ(done.exit, Exit::done) << done.err;
    EXPECT_TRUE(std::filesystem::exists(path));
    EXPECT_NE(done.out.find("\"checksum\":\"0x"), std::string::npos) << done.out;
    const Outcome failed = run_words({"reference", "--output", folder.path() + "/no/such/picture.png"});
    EXPECT_EQ(failed.exit, Exit::failed);
    EXPECT_NE(failed.err.find("[member.cannot-save]"), std::string::npos) << failed.err;
}

} // namespace

} // namespace edgepool::member
