// SPDX-License-Identifier: Apache-2.0
#include "recipe/script.h"

#include <chrono>
#include <filesystem>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recipe/laboratory.h"
#include "unit/recipe/recipes.h"

namespace edgepool::recipe
{

namespace
{

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class ScriptInShell : public testing::TestWithParam<Shell>
{
protected:
    Laboratory lab_{GetParam()}; // NOLINT(*-non-private-*): what tests of this file work with
};

INSTANTIATE_TEST_SUITE_P(Shells, ScriptInShell, testing::Values(Shell::dash, Shell::busybox),
                         [](const auto& each) { return each.param == Shell::dash ? "Dash" : "Busybox"; });

TEST_P(ScriptInShell, DoesEverythingOnceAndThenNothing)
{
    const Told first = lab_.run(everything());
    EXPECT_EQ(first.exit.status, all_done) << first.errors << first.failure().why << first.failure().output;
    EXPECT_EQ(first.errors, "");
    EXPECT_EQ(first.states(), "changed changed changed changed changed changed changed changed changed changed changed "
                              "unchanged");
    EXPECT_EQ(first.closing().changed, 11U);
    EXPECT_EQ(std::get<Opening>(first.lines.front()).title, "everything of \"a\" machine");
    EXPECT_EQ(lab_.read("/etc/app/app.conf"), "a $b `c` 'd'\n");
    EXPECT_EQ(lab_.read("/etc/app/key"), "hush");
    EXPECT_EQ(lab_.read("/usr/lib/app"), all_bytes());
    EXPECT_EQ(lab_.read("/made"), "psst");
    EXPECT_EQ(lab_.read("/proc/sys/net/sctp/rto_max"), "2000\n");
    EXPECT_EQ(lab_.folder().read("units/app.service.active"), "[Service]\na $b `c` 'd'\nhush");

    const std::string state = lab_.snapshot();
    const Told second = lab_.run(everything());
    EXPECT_EQ(second.closing().unchanged, 12U) << second.states();
    EXPECT_EQ(second.closing().changed, 0U);
    EXPECT_TRUE(lab_.snapshot() == state);
    EXPECT_EQ(lab_.folder().read("restarts"), "app.service\n");
}

TEST_P(ScriptInShell, ToldToCheckSaysWhatWouldChangeAndTouchesNothing)
{
    const std::string before = lab_.snapshot();
    const Told fresh = lab_.run(everything(), {"--check"});
    EXPECT_EQ(fresh.exit.status, all_done);
    EXPECT_TRUE(std::get<Opening>(fresh.lines.front()).check);
    EXPECT_EQ(fresh.closing().changed, 12U) << fresh.states();
    EXPECT_TRUE(lab_.snapshot() == before);

    lab_.run(everything());
    EXPECT_EQ(lab_.run(everything(), {"--check"}).closing().changed, 0U);

    lab_.write("/etc/app/app.conf", "edited by hand\n");
    EXPECT_EQ(
        lab_.run(everything(), {"--check"}).states(),
        "unchanged unchanged unchanged unchanged unchanged would-change unchanged unchanged unchanged would-change "
        "unchanged would-change")
        << "the unit would be restarted, and then be waited for";
    EXPECT_EQ(lab_.read("/etc/app/app.conf"), "edited by hand\n");
}

TEST_P(ScriptInShell, RestartsAUnitWhenSomethingItNeedsChanged)
{
    lab_.run(everything());
    lab_.write("/etc/app/app.conf", "edited by hand\n");
    const Told mended = lab_.run(everything());
    EXPECT_EQ(mended.closing().changed, 2U) << mended.states();
    EXPECT_EQ(lab_.folder().read("restarts"), "app.service\napp.service\n");

    std::filesystem::remove(lab_.folder() / "units/app.service.active");
    EXPECT_EQ(lab_.run(everything()).closing().changed, 1U) << "it had died";
}

TEST_P(ScriptInShell, AsksSystemdNothingAboutAUnitThatOnlyHasToBeRestarted)
{
    ASSERT_TRUE(lab_.run(small_recipe()).exit.good());
    const std::string asked = lab_.folder().read("asked");
    lab_.write("/etc/app/app.conf", "edited by hand\n");
    EXPECT_EQ(lab_.run(small_recipe()).states(), "unchanged changed changed unchanged");
    EXPECT_EQ(lab_.folder().read("restarts"), "app.service\napp.service\n");
    EXPECT_EQ(lab_.folder().read("asked"), asked);

    lab_.touch("broken");
    lab_.write("/etc/app/app.conf", "edited again\n");
    EXPECT_EQ(lab_.run(small_recipe()).failure().why, "app.service does not start");
    std::filesystem::remove(lab_.folder() / "broken");
    EXPECT_EQ(lab_.run(small_recipe()).states(), "unchanged unchanged changed unchanged");
}

TEST_P(ScriptInShell, DoesNotBelieveARestartThatLeftNoProcess)
{
    lab_.touch("dies");
    EXPECT_EQ(lab_.run(small_recipe()).failure().why, "it was done, and still is not so");
}

TEST_P(ScriptInShell, WritesAnyContentWithItsMode)
{
    for (const std::string& content :
         {std::string(), std::string("no end"), std::string("END\nEND_\n"), std::string("\n\n"),
          std::string("nul \0 here\n", 11), std::string("\\n \\ $(false) \"\n"), all_bytes()})
    {
        const Told told = lab_.run(of(File{.path = "/etc/with blank/it's", .content = content, .owned = owned(0640)}));
        EXPECT_EQ(told.states(), "changed") << told.failure().output;
        EXPECT_EQ(lab_.read("/etc/with blank/it's"), content);
        EXPECT_EQ(std::filesystem::status(lab_.root() + "/etc/with blank/it's").permissions(),
                  std::filesystem::perms{0640});
    }
    std::filesystem::permissions(lab_.root() + "/etc/with blank/it's", std::filesystem::perms{0666});
    EXPECT_EQ(lab_.run(of(File{.path = "/etc/with blank/it's", .content = all_bytes(), .owned = owned(0640)})).states(),
              "changed");
}

TEST_P(ScriptInShell, ReplacesALinkInsteadOfWritingThroughIt)
{
    lab_.touch("precious", "keep");
    std::filesystem::create_directories(lab_.root() + "/etc");
    std::filesystem::create_symlink(lab_.folder() / "precious", lab_.root() + "/etc/file");
    EXPECT_EQ(lab_.run(of(File{.path = "/etc/file", .content = "new\n", .owned = owned(0644)})).states(), "changed");
    EXPECT_EQ(lab_.folder().read("precious"), "keep");
    EXPECT_EQ(lab_.read("/etc/file"), "new\n");
}

TEST_P(ScriptInShell, SkipsWhatNeedsAFailedTaskAndGoesOnWithTheRest)
{
    Recipe recipe{.title = "a machine"};
    const auto broken =
        recipe.add({.name = "Broken", .action = Command{.check = "false", .run = "echo 'so \"bad\"'; exit 3"}});
    const auto after =
        recipe.add({.name = "After", .action = File{.path = "/after", .owned = owned(0644)}, .needs = {broken}});
    recipe.add({.name = "Behind", .action = File{.path = "/behind", .owned = owned(0644)}, .needs = {after}});
    recipe.add({.name = "Apart", .action = File{.path = "/apart", .owned = owned(0644)}});
    const Told told = lab_.run(recipe);
    EXPECT_EQ(told.exit.status, task_failed);
    EXPECT_EQ(told.states(), "failed skipped skipped changed");
    EXPECT_EQ(told.failure().output, "so \"bad\"");
    EXPECT_EQ(std::get<TaskReport>(told.lines.at(3)).why, "task 1 did not succeed");
    EXPECT_FALSE(lab_.exists("root/after"));
    EXPECT_FALSE(lab_.exists("root/var/lib/edgepool/day-1.digest"));
}

TEST_P(ScriptInShell, DoesNotBelieveACommandWhoseCheckStillFails)
{
    const Told told = lab_.run(of(Command{.check = "false", .run = "true"}));
    EXPECT_EQ(told.failure().why, "it was done, and still is not so");
}

TEST_P(ScriptInShell, EndsACommandThatTakesTooLong)
{
    const Told told = lab_.run(of(Command{.check = "false", .run = "sleep 60", .deadline = 1s}));
    EXPECT_EQ(told.failure().why, "it took longer than 1 s");
}

TEST_P(ScriptInShell, TellsWhyAProbeFails)
{
    lab_.write("/var/log/app.log", "first\nno address\n");
    const Told told = lab_.run(of(
        Probe{.check = "echo nobody there; false", .deadline = 0s, .unit = "app.service", .log = "/var/log/app.log"}));
    EXPECT_EQ(told.states(), "failed");
    EXPECT_EQ(told.failure().why, "not so after 0 s: nobody there");
    EXPECT_EQ(told.failure().output, "nobody there\nthe journal of app.service:\napp.service said \"no\" and C:\\\n"
                                     "/var/log/app.log:\nfirst\nno address");
}

TEST_P(ScriptInShell, WaitsUntilAProbeSucceeds)
{
    const Told told = lab_.run(of(Probe{.check = "echo >>\"$LAB/tries\"; [ \"$(wc -l <\"$LAB/tries\")\" -ge 3 ]"}));
    EXPECT_EQ(told.states(), "unchanged");
    EXPECT_EQ(lab_.folder().read("tries"), "\n\n\n");
}

TEST_P(ScriptInShell, LeavesAProbeThatEndsByItselfToItself)
{
    const std::string third = "echo >>\"$LAB/tries\"; [ \"$(wc -l <\"$LAB/tries\")\" -ge 3 ] || exit 1; exit 0";
    EXPECT_EQ(lab_.run(of(Probe{.check = third, .ends_by_itself = true})).states(), "unchanged");
    EXPECT_EQ(lab_.folder().read("tries"), "\n\n\n");
    const Told told = lab_.run(of(Probe{.check = "echo nobody there; exit 1", .deadline = 0s, .ends_by_itself = true}));
    EXPECT_EQ(told.failure().why, "not so after 0 s: nobody there");
    EXPECT_EQ(told.closing().failed, 1U) << "its exit is not the script's";
}

TEST_P(ScriptInShell, TellsWhyAUnitDoesNotStart)
{
    lab_.touch("broken");
    const Told told = lab_.run(everything());
    EXPECT_EQ(told.closing().failed, 1U);
    EXPECT_EQ(told.closing().skipped, 2U);
    EXPECT_EQ(told.failure().why, "app.service does not start");
    EXPECT_THAT(told.failure().output, HasSubstr("app.service said \"no\" and C:\\"));

    std::filesystem::remove(lab_.folder() / "broken");
    EXPECT_EQ(lab_.run(everything()).closing().changed, 2U) << "the unit and the command";
}

TEST_P(ScriptInShell, KeepsSecretsOutOfCommandLinesAndReports)
{
    Recipe recipe = of(Command{.check = "false",
                               .run = "cat; cat /proc/*/cmdline >\"$LAB/seen\" 2>/dev/null; exit 1",
                               .input = Secret("sesame-1")});
    recipe.add(
        {.name = "Key", .action = SecretFile{.path = "/key", .content = Secret("sesame-2\n"), .owned = owned(0600)}});
    const std::string text = compile(recipe, lab_.root()).text.expose();
    EXPECT_THAT(text, HasSubstr("sesame-2"));
    const Told told = lab_.run_text(text);
    EXPECT_THAT(told.failure().output, Not(HasSubstr("sesame")));
    EXPECT_THAT(lab_.folder().read("seen"), Not(HasSubstr("sesame")));
    EXPECT_THAT(readable(recipe), Not(HasSubstr("sesame")));
    EXPECT_THAT(readable(recipe), HasSubstr("***"));
}

TEST_P(ScriptInShell, LeavesTheDigestOnlyOfWhatIsSo)
{
    const Script script = compile(everything(), lab_.root());
    lab_.run_text(script.text.expose());
    EXPECT_EQ(lab_.read(std::string(digest_file)), script.digest + "\n");

    Recipe other = everything();
    other.add({.name = "More", .action = Command{.check = "false", .run = "false"}});
    lab_.run(other);
    EXPECT_FALSE(lab_.exists("root/var/lib/edgepool/day-1.digest"));
    EXPECT_NE(compile(other, lab_.root()).digest, script.digest);
}

TEST_P(ScriptInShell, DoesNothingWhenItArrivesInPart)
{
    const std::string text = compile(everything(), lab_.root()).text.expose();
    const std::string before = lab_.snapshot();
    const std::size_t whole = text.size() - 1; // the last line's end does not matter
    for (std::size_t length = 0; length < whole; length += whole - length > 40 ? (whole - length) / 8 : 1)
    {
        const Told told = lab_.run_text(text.substr(0, length));
        EXPECT_TRUE(told.lines.empty()) << length << " of " << whole;
    }
    EXPECT_TRUE(lab_.snapshot() == before);
}

TEST_P(ScriptInShell, WithoutTheBytesItServesOnlyAMachineThatHasThem)
{
    Recipe recipe = small_recipe();
    recipe.add({.name = "a program",
                .action = Upload{.path = "/opt/program", .content = pack("bytes\n"), .owned = owned(0755)}});
    const Script script = compile(recipe, lab_.root());
    EXPECT_LT(script.light.expose().size(), script.text.expose().size());
    const Told lacks = lab_.run_text(script.light.expose());
    EXPECT_EQ(lacks.exit.status, lacking);
    ASSERT_EQ(lacks.lines.size(), 1);
    ASSERT_TRUE(std::holds_alternative<Lacking>(lacks.lines.front()));
    EXPECT_EQ(std::get<Lacking>(lacks.lines.front()).task, recipe.tasks.size());
    EXPECT_FALSE(lab_.exists("root/etc"));
    EXPECT_EQ(lab_.run_text(script.light.expose(), {"--check"}).exit.status, all_done);

    EXPECT_EQ(lab_.run_text(script.text.expose()).exit.status, all_done);
    const Told again = lab_.run_text(script.light.expose());
    EXPECT_EQ(again.exit.status, all_done);
    EXPECT_EQ(again.closing().changed, 0);
}

TEST_P(ScriptInShell, RefusesOtherArguments)
{
    const Told told = lab_.run(everything(), {"--chekc"});
    EXPECT_EQ(told.exit.status, wrong_usage);
    EXPECT_THAT(std::get<Refusal>(told.lines.front()).why, HasSubstr("usage"));
}

} // namespace

} // namespace edgepool::recipe
