// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "cli/command.h"

namespace edgepool::cli
{

namespace
{

/// The program with streams of our own.
struct Session
{
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    std::map<std::string, std::string, std::less<>> variables;

    Exit run(const std::vector<std::string>& words, Terminal terminal = {})
    {
        const auto environment = [this](std::string_view name) {
            const auto found = variables.find(name);
            return found != variables.end() ? std::optional(found->second) : std::nullopt;
        };
        Console console{.in = in, .out = out, .err = err, .environment = environment};
        return cli::run(words, console, terminal);
    }
};

TEST(Run, WithoutACommandItSaysHowToBegin)
{
    Session session;
    EXPECT_EQ(session.run({}), Exit::usage);
    EXPECT_EQ(session.out.str(), "");
    EXPECT_NE(session.err.str().find("edgepool init"), std::string::npos);
}

TEST(Run, EveryCommandHasAPageByHelpAndByItself)
{
    for (const std::string_view name : command_names())
    {
        Session by_help;
        Session by_itself;
        EXPECT_EQ(by_help.run({"help", std::string(name)}), Exit::done);
        EXPECT_EQ(by_itself.run({std::string(name), "--help"}), Exit::done);
        EXPECT_EQ(by_help.out.str(), by_itself.out.str());
        EXPECT_NE(by_help.out.str().find("Examples"), std::string::npos) << name;
    }
}

TEST(Run, SpellingsOfOtherProgramsWork)
{
    Session version;
    EXPECT_EQ(version.run({"--version"}), Exit::done);
    EXPECT_TRUE(version.out.str().starts_with("edgepool "));
    Session help;
    EXPECT_EQ(help.run({"--help"}), Exit::done);
    EXPECT_NE(help.out.str().find("commands:"), std::string::npos);
}

TEST(Run, ATestbedFromStandardInputIsJudged)
{
    Session session;
    session.in.str("edgepool: 1\nname: Oslo\n");
    EXPECT_EQ(session.run({"validate", "-"}), Exit::invalid);
    EXPECT_NE(session.err.str().find("<stdin>:2:7: error: not a usable name"), std::string::npos) << session.err.str();
    EXPECT_EQ(session.out.str(), "1 file: 1 error, no warnings\n");
}

TEST(Run, ColoursAreForTerminalsThatWantThem)
{
    const auto talk = [](const std::vector<std::string>& options, bool is_terminal, const std::string& no_color,
                         const std::string& term) {
        Session session;
        session.in.str("nonsense\n");
        session.variables = {{"NO_COLOR", no_color}, {"TERM", term}};
        std::vector<std::string> words{"validate", "-"};
        words.insert(words.end(), options.begin(), options.end());
        session.run(words, {.out_is_terminal = is_terminal, .err_is_terminal = is_terminal});
        return session.err.str().find('\033') != std::string::npos;
    };
    EXPECT_TRUE(talk({}, true, "", "xterm"));
    EXPECT_FALSE(talk({}, false, "", "xterm"));
    EXPECT_FALSE(talk({}, true, "1", "xterm"));
    EXPECT_FALSE(talk({}, true, "", "dumb"));
    EXPECT_TRUE(talk({"--color", "always"}, false, "1", "dumb"));
    EXPECT_FALSE(talk({"--color=never"}, true, "", "xterm"));
}

TEST(Run, AFullDiskIsSaid)
{
    Session session;
    session.out.setstate(std::ios::badbit);
    EXPECT_EQ(session.run({"version"}), Exit::failed);
    EXPECT_NE(session.err.str().find("cannot write"), std::string::npos);
}

} // namespace

} // namespace edgepool::cli
