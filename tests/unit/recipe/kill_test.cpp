// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <sstream>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "unit/recipe/laboratory.h"
#include "unit/recipe/recipes.h"

namespace edgepool::recipe
{

namespace
{

/// Functions that only put a line together; a kill in them is one between two lines of their callers.
constexpr std::array quiet_functions{
    "look_at_clock", "take_time_since", "end_as_json", "say",      "report",
    "because",       "refuse",          "lock",        "tick",     "needs_would_change",
    "find_uid",      "look_at",         "forget",      "is_known", "full_disk",
    "session_of",    "signal_session",  "watch"};

std::string_view without_indent(std::string_view line)
{
    return line.substr(std::min(line.find_first_not_of(' '), line.size()));
}

/// Whether the line begins a command, so that another one may stand before it.
bool begins_command(std::string_view line, std::string_view before)
{
    const std::string_view text = without_indent(line);
    const bool goes_on = before.ends_with("&&") || before.ends_with("||") || before.ends_with('|') ||
                         before.ends_with('\\') || before.ends_with(" in");
    const std::string_view word = text.substr(0, text.find_first_of(" ;"));
    constexpr std::array<std::string_view, 10> inner{"then", "else", "elif", "fi", "do", "done", "esac", "}", ";;", ""};
    const bool is_pattern = text.starts_with('*') || text.starts_with('"') || word.ends_with(')') ||
                            text.starts_with("changed |") || text.starts_with('#');
    return line.starts_with(' ') && !goes_on && !is_pattern && std::ranges::find(inner, word) == inner.end();
}

/// The script with a call of `tick` before each line: the one that has the number $KILL_AT kills the script.
std::string with_ticks(const std::string& script, bool with_children)
{
    std::string text = "tick() {\n"
                       "    read -r ticks <\"$LAB/ticks\"\n"
                       "    ticks=$((ticks + 1))\n"
                       "    echo \"$ticks\" >\"$LAB/ticks\"\n"
                       "    read -r kill_at <\"$LAB/kill-at\"\n"
                       "    [ \"$ticks\" != \"$kill_at\" ] || kill -s KILL " +
                       std::string(with_children ? "-- -$$" : "$$") + "\n}\n";
    std::istringstream lines(script);
    std::string before;
    std::string end; // of the here-document that the line belongs to
    bool quiet = false;
    for (std::string line; std::getline(lines, line);)
    {
        const auto opens = line.find("() {");
        if (end.empty() && opens != std::string::npos)
        {
            quiet = std::ranges::find(quiet_functions, line.substr(0, opens)) != quiet_functions.end();
        }
        text += end.empty() && !quiet && begins_command(line, before) ? "tick\n" : "";
        text += line + "\n";
        const auto document = line.find("<<'");
        if (!end.empty())
        {
            end = line == end ? "" : end;
        }
        else if (document != std::string::npos)
        {
            end = line.substr(document + 3, line.find('\'', document + 3) - document - 3);
        }
        before = line;
    }
    return text;
}

class KilledScript : public testing::TestWithParam<Shell>
{
protected:
    /// Whether it came to its end before that many ticks.
    static bool run_to(const Laboratory& lab, const std::string& script, unsigned tick)
    {
        lab.touch("ticks", "0\n");
        lab.touch("kill-at", std::to_string(tick) + "\n");
        const Told told = lab.run_text(script);
        EXPECT_TRUE(told.exit.signal == SIGKILL || told.exit.good()) << told.errors << told.failure().why;
        return told.exit.good();
    }
};

INSTANTIATE_TEST_SUITE_P(Shells, KilledScript, testing::Values(Shell::dash, Shell::busybox),
                         [](const auto& each) { return each.param == Shell::dash ? "Dash" : "Busybox"; });

/// A machine that was configured once, and whose configuration is to change: then everything can go wrong.
void make_old(const Laboratory& lab)
{
    lab.write("/etc/app/app.conf", "of yesterday\n");
    lab.touch("ticks", "0\n");
}

TEST_P(KilledScript, KilledAnywhereAndRunAgainEndsTheSame)
{
    const Laboratory undisturbed(GetParam());
    ASSERT_TRUE(undisturbed.run(small_recipe()).exit.good());
    const std::string wanted = undisturbed.snapshot();
    const bool with_children = GetParam() == Shell::dash;
    const unsigned stride = GetParam() == Shell::dash ? 2 : 5;
    unsigned kills = 0;
    for (unsigned tick = 1;; tick += stride)
    {
        const Laboratory lab(GetParam());
        make_old(lab);
        const std::string script = compile(small_recipe(), lab.root()).text.expose();
        const bool ended = run_to(lab, with_ticks(script, with_children), tick);
        const Told again = lab.run_text(script);
        EXPECT_TRUE(again.exit.good()) << "killed at " << tick << ": " << again.failure().why;
        ASSERT_EQ(lab.snapshot(), wanted) << "killed at " << tick;
        if (ended)
        {
            break;
        }
        ++kills;
    }
    EXPECT_GT(kills, 25U);
}

TEST_P(KilledScript, RestartsAUnitAlthoughTheRunThatChangedItsFileWasKilled)
{
    const Laboratory lab(GetParam());
    const std::string script = compile(small_recipe(), lab.root()).text.expose();
    ASSERT_TRUE(lab.run_text(script).exit.good());
    lab.write("/etc/app/app.conf", "edited by hand\n");

    // Killed before the task of the unit: the file is right again, but what runs does not know it.
    std::string cut = script;
    cut.insert(cut.find("    run_task 3 "), "    kill -9 $$\n");
    EXPECT_EQ(lab.run_text(cut).exit.signal, SIGKILL);
    EXPECT_EQ(lab.read("/etc/app/app.conf"), "listen 1\n");
    EXPECT_FALSE(lab.exists("root/var/lib/edgepool/day-1.digest"));
    EXPECT_EQ(lab.run_text(script).states(), "unchanged unchanged changed unchanged");
    EXPECT_EQ(lab.folder().read("restarts"), "app.service\napp.service\n");
}

TEST_P(KilledScript, HasSystemdReadAUnitAlthoughTheRunThatChangedItWasKilled)
{
    const Laboratory lab(GetParam());
    const std::string script = compile(small_recipe(), lab.root()).text.expose();
    ASSERT_TRUE(lab.run_text(script).exit.good());
    lab.write("/etc/systemd/system/app.service", "[Service]\nof yesterday\n");
    lab.touch("units/app.service.read", "[Service]\nof yesterday\n");

    std::string cut = script;
    cut.insert(cut.find("    run_task 3 "), "    kill -9 $$\n");
    EXPECT_EQ(lab.run_text(cut).exit.signal, SIGKILL);
    EXPECT_EQ(lab.run_text(script).states(), "unchanged unchanged changed unchanged");
    EXPECT_EQ(lab.folder().read("units/app.service.active"), "[Service]\nlisten 1\n");
}

} // namespace

} // namespace edgepool::recipe
