// SPDX-License-Identifier: Apache-2.0
#include "run/terminal_sink.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/utf8.h"
#include "run/words.h"

namespace edgepool::run
{

namespace
{

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// A terminal that knows as much as the sink makes use of.
class Screen
{
public:
    explicit Screen(std::string_view text)
    {
        while (!text.empty())
        {
            const std::size_t length = text.starts_with("\033[") ? act(text) : print(text);
            text.remove_prefix(length);
        }
        lines_.pop_back(); // the line of the cursor, empty
    }

    const std::vector<std::string>& lines() const { return lines_; }

private:
    std::size_t act(std::string_view text)
    {
        const std::size_t end = text.find_first_of("AJm");
        if (text[end] == 'A')
        {
            row_ -= static_cast<std::size_t>(std::atoi(text.data() + 2)); // NOLINT(cert-err34-c)
        }
        else if (text[end] == 'J')
        {
            lines_.resize(row_ + 1);
            lines_[row_].clear();
        }
        return end + 1;
    }

    std::size_t print(std::string_view text)
    {
        if (text.front() == '\n')
        {
            ++row_;
            lines_.resize(std::max(lines_.size(), row_ + 1));
        }
        else if (text.front() != '\r')
        {
            lines_[row_] += text.front();
        }
        return 1;
    }

    std::vector<std::string> lines_{1};
    std::size_t row_ = 0;
};

Event event(What what, Duration at, std::size_t task, std::string phase = {}, std::string text = {})
{
    return {.what = what,
            .at = at,
            .task = task,
            .id = {.kind = "machine", .name = "mec-" + std::to_string(task), .site = "lab"},
            .phase = std::move(phase),
            .text = std::move(text)};
}

Event failed(Duration at, std::size_t task)
{
    Event failed = event(What::failed, at, task, "booting");
    failed.took = at;
    failed.fault = Diagnostic{.code = "run.overdue", .summary = "not finished in time", .hint = "look at its console"};
    return failed;
}

Event skipped(Duration at, std::size_t task, std::size_t because)
{
    Event skipped = event(What::skipped, at, task);
    skipped.because = event(What::failed, at, because).id;
    return skipped;
}

class TerminalSinkTest : public testing::Test
{
protected:
    std::vector<std::string> screen() const { return Screen(out.str()).lines(); }

    std::ostringstream out;
    TerminalSink sink{out, 60, Color::off};
};

TEST_F(TerminalSinkTest, ShowsWhatIsUnderWay)
{
    sink.take({.what = What::begun, .count = 3});
    sink.take(event(What::started, 0s, 1, "starting"));
    sink.take(event(What::started, 0s, 10, "starting"));
    sink.take(event(What::advanced, 2s, 1, "booting", "12 of 40 units"));
    EXPECT_THAT(screen(), ElementsAre("  mec-1   booting: 12 of 40 units                     2.0 s",
                                      "  mec-10  starting                                    2.0 s",
                                      "0 of 3 done, 2 under way                              2.0 s"));
}

TEST_F(TerminalSinkTest, KeepsWhatHasEndedAboveWhatIsUnderWay)
{
    sink.take({.what = What::begun, .count = 2});
    sink.take(event(What::started, 0s, 1, "starting"));
    sink.take(event(What::started, 0s, 2, "starting"));
    Event done = event(What::done, 1s, 1);
    done.took = 1s;
    sink.take(done);
    EXPECT_THAT(screen(), ElementsAre("created machine 'mec-1' at 'lab' in 1.0 s",
                                      "  mec-2  starting                                     1.0 s",
                                      "1 of 2 done, 1 under way                              1.0 s"));
}

TEST_F(TerminalSinkTest, LeavesTheResultBehind)
{
    sink.take({.what = What::begun, .count = 4});
    sink.take(event(What::started, 0s, 1, "starting"));
    sink.take(failed(61s, 1));
    for (std::size_t task = 2; task <= 4; ++task)
    {
        sink.take(skipped(61s, task, 1));
    }
    sink.take({.what = What::ended, .at = 62s});
    EXPECT_THAT(screen(),
                ElementsAre("failed to create machine 'mec-1' at 'lab' after 1 min 01 s",
                            "  edgepool: error: not finished in time [run.overdue]", "    hint: look at its console",
                            "skipped mec-2, mec-3, mec-4: machine 'mec-1' at 'lab' failed",
                            "0 of 4 done, 1 failed, 3 skipped in 1 min 02 s"));
}

TEST_F(TerminalSinkTest, ShowsTimePassing)
{
    sink.take({.what = What::begun, .count = 1});
    sink.take(event(What::started, 0s, 1, "starting"));
    sink.pass(1500ms);
    EXPECT_THAT(screen()[0], HasSubstr("1.5 s"));
}

TEST_F(TerminalSinkTest, DoesNotDrawMoreOftenThanAnybodyCanRead)
{
    sink.take({.what = What::begun, .count = 1});
    sink.take(event(What::started, 1s, 1, "starting"));
    const std::size_t before = out.str().size();
    for (int i = 0; i < 50; ++i)
    {
        sink.take(event(What::advanced, 1s + i * 1ms, 1, "booting", std::to_string(i)));
        sink.pass(1s + i * 1ms);
    }
    EXPECT_EQ(out.str().size(), before);
}

TEST_F(TerminalSinkTest, IsNeverWiderThanTheTerminal)
{
    for (std::size_t width = 1; width < 90; ++width)
    {
        std::ostringstream shown;
        TerminalSink narrow(shown, width, Color::off);
        narrow.take({.what = What::begun, .count = 1});
        narrow.take(
            event(What::started, 1s, 1, "booting", "ein sehr langer Text über gar nichts, der nirgends paßt: 東京"));
        const Screen seen(shown.str());
        for (const std::string& line : seen.lines())
        {
            EXPECT_LT(utf8::display_width(line), std::max<std::size_t>(width, 20)) << line;
        }
    }
}

TEST_F(TerminalSinkTest, ShowsAFewOfMany)
{
    sink.take({.what = What::begun, .count = 500});
    for (std::size_t task = 1; task <= 40; ++task)
    {
        sink.take(event(What::started, 1s, task, "starting"));
    }
    sink.pass(2s);
    ASSERT_EQ(screen().size(), 9U);
    EXPECT_THAT(screen().back(), HasSubstr("0 of 500 done, 40 under way"));
}

TEST_F(TerminalSinkTest, SaysThatATaskWaitsForRoom)
{
    sink.take({.what = What::begun, .count = 1});
    sink.take(event(What::started, 0s, 1, "placing"));
    sink.take(event(What::queued, 1s, 1, "booting"));
    EXPECT_THAT(screen()[0], HasSubstr("waiting for room: booting"));
}

TEST_F(TerminalSinkTest, LetsNoControlsThroughFromBelow)
{
    sink.take({.what = What::begun, .count = 1});
    sink.take(event(What::started, 1s, 1, "booting", "\033[2J\a"));
    Event fault = failed(2s, 1);
    fault.fault->detail = "\033]0;gotcha\a";
    sink.take(fault);
    EXPECT_THAT(out.str(), Not(HasSubstr("\033[2J")));
    EXPECT_THAT(out.str(), Not(HasSubstr("\a")));
}

TEST_F(TerminalSinkTest, PaintsOnlyWhenItMay)
{
    std::ostringstream painted;
    TerminalSink painter(painted, 60, Color::on);
    painter.take(event(What::done, 1s, 1));
    EXPECT_THAT(painted.str(), HasSubstr("\033[32mcreated\033[0m"));
    sink.take(event(What::done, 1s, 1));
    EXPECT_THAT(out.str(), Not(HasSubstr("\033[")));
}

TEST_F(TerminalSinkTest, FollowsTheTerminalsWidth)
{
    sink.take({.what = What::begun, .count = 1});
    sink.resize(40);
    sink.take(event(What::started, 1s, 1, "starting"));
    EXPECT_EQ(screen()[0].size(), 39U);
}

TEST(Cut, EndsAtACharacter)
{
    EXPECT_EQ(cut("grün", 4), "grün");
    EXPECT_EQ(cut("grüner", 5), "gr...");
    EXPECT_EQ(cut("東京都", 5), "東...");
    EXPECT_EQ(cut("abc", 2), "..");
    EXPECT_EQ(cut("abc", 0), "");
}

TEST(ToText, OfTimes)
{
    EXPECT_EQ(to_text(0s), "0.0 s");
    EXPECT_EQ(to_text(2449ms), "2.4 s");
    EXPECT_EQ(to_text(59999ms), "59.9 s");
    EXPECT_EQ(to_text(65s), "1 min 05 s");
    EXPECT_EQ(to_text(3720s), "1 h 02 min");
}

} // namespace

} // namespace edgepool::run
