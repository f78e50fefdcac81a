// SPDX-License-Identifier: Apache-2.0
#include "base/render.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace edgepool
{

namespace
{

Diagnostic fault_at(const std::string& text, std::size_t begin, std::size_t end)
{
    return {.code = "test.fault",
            .summary = "fault",
            .where = {.source = std::make_shared<Source>("a.yaml", text),
                      .span = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}}};
}

/// The quoted line and the line with the mark, of a fault at the first place where the text says so.
std::string quoted(const std::string& text, std::string_view marked)
{
    const std::size_t begin = text.find(marked);
    const std::string all = render(fault_at(text, begin, begin + marked.size()));
    return all.substr(all.find('\n') + 1);
}

TEST(Render, LooksAsACompilersMessage)
{
    Diagnostic diagnostic = fault_at("vnfd:\n  id: mme\n  id: hss\n", 18, 20);
    diagnostic.code = "yaml.duplicate-key";
    diagnostic.summary = "duplicate key";
    diagnostic.detail = "'id' was already given on line 2";
    diagnostic.hint = "keep one of them";
    EXPECT_EQ(render(diagnostic),
              "a.yaml:3:3: error: duplicate key: 'id' was already given on line 2 [yaml.duplicate-key]\n"
              "   3|   id: hss\n"
              "    |   ^~\n"
              "  hint: keep one of them\n");
}

TEST(Render, LeavesOutWhatIsNotThere)
{
    EXPECT_EQ(render({.summary = "interrupted"}), "edgepool: error: interrupted\n");
    EXPECT_EQ(render({.severity = Severity::warning, .code = "a.b", .summary = "slow", .detail = "very"}),
              "edgepool: warning: slow: very [a.b]\n");
    EXPECT_EQ(render({.severity = Severity::note, .summary = "done", .hint = "rest"}),
              "edgepool: note: done\n  hint: rest\n");
}

TEST(Render, ShowsOtherPlacesThatBelongToIt)
{
    Diagnostic diagnostic = fault_at("- a\n- b\n- a\n", 10, 11);
    diagnostic.related.push_back(
        {.text = "first given here", .where = {.source = diagnostic.where.source, .span = {2, 3}}});
    diagnostic.related.push_back({.text = "and in a file that is gone"});
    EXPECT_EQ(render(diagnostic), "a.yaml:3:3: error: fault [test.fault]\n"
                                  "   3| - a\n"
                                  "    |   ^\n"
                                  "  a.yaml:1:3: note: first given here\n"
                                  "   1| - a\n"
                                  "    |   ^\n"
                                  "  note: and in a file that is gone\n");
}

TEST(Render, MarksUnderTabsWithTabs)
{
    EXPECT_EQ(quoted("\tkey:\tvalue", "value"), "   1| \tkey:\tvalue\n"
                                                "    | \t    \t^~~~~\n");
    EXPECT_EQ(quoted("a\t\tb", "\t\tb"), "   1| a  b\n"
                                         "    |  ^~~\n")
        << "a marked tab is one blank wide";
}

TEST(Render, MarksAsWideAsATerminalShows)
{
    EXPECT_EQ(quoted("名前: 日本", "日本"), "   1| 名前: 日本\n"
                                            "    |       ^~~~\n");
    EXPECT_EQ(quoted("🚀: é", "é"), "   1| 🚀: é\n"
                                    "    |     ^\n");
    EXPECT_EQ(quoted("e\u0301: x", "x"), "   1| e\u0301: x\n"
                                         "    |    ^\n");
}

TEST(Render, NeverSendsControlsToTheTerminal)
{
    const std::string text = quoted("a: \x1b[2Jx\x07\x9b\u202e\r", "x");
    EXPECT_EQ(text, "   1| a: ?[2Jx???\n"
                    "    |        ^\n");
    Diagnostic diagnostic = fault_at("x", 0, 1);
    diagnostic.where.source = std::make_shared<Source>("a\x1b.yaml", "x");
    diagnostic.detail = "'\x1b]0;title\x07'\n";
    diagnostic.hint = "\x1b";
    diagnostic.related.push_back({.text = "\x1b", .where = diagnostic.where});
    EXPECT_EQ(render(diagnostic).find('\x1b'), std::string::npos);
    EXPECT_TRUE(render(diagnostic).starts_with("a?.yaml:1:1: error: fault: '?]0;title?'? [test.fault]\n"));
}

TEST(Render, ShowsOfManyLinesTheFirst)
{
    EXPECT_EQ(quoted("a: [1,\n  2,\n  3]\nb: 4\n", "[1,\n  2,\n  3]"), "   1| a: [1,\n"
                                                                       "    |    ^~~\n");
}

TEST(Render, MarksTheEndOfTheFile)
{
    EXPECT_EQ(render(fault_at("a: [1", 5, 5)), "a.yaml:1:6: error: fault [test.fault]\n"
                                               "   1| a: [1\n"
                                               "    |      ^\n");
    EXPECT_EQ(render(fault_at("a: 1\n", 5, 5)), "a.yaml:2:1: error: fault [test.fault]\n"
                                                "   2| \n"
                                                "    | ^\n");
}

TEST(Render, QuotesNothingWhereThereIsNoText)
{
    EXPECT_EQ(render(fault_at("", 0, 0)), "a.yaml:1:1: error: fault [test.fault]\n");
}

TEST(Render, MarksALineEndBehindItsLine)
{
    EXPECT_EQ(render(fault_at("ab\r\ncd\r\n", 2, 4)), "a.yaml:1:3: error: fault [test.fault]\n"
                                                      "   1| ab\n"
                                                      "    |   ^\n");
}

TEST(Render, SurvivesPlacesThatAreNotInTheFile)
{
    const std::string last = "   2| cd\n"
                             "    |   ^\n";
    EXPECT_TRUE(render(fault_at("ab\ncd", 99, 120)).ends_with(last));
    EXPECT_TRUE(render(fault_at("ab\ncd", 99, 2)).ends_with(last)) << "which end before they begin";
    EXPECT_TRUE(render(fault_at("ab\ncd", 4, 0))
                    .ends_with("   2| cd\n"
                               "    |  ^\n"));
    EXPECT_TRUE(render(fault_at("aé", 2, 3))
                    .ends_with("   1| aé\n"
                               "    |  ^\n"))
        << "which begin inside of a character";
}

TEST(Render, CutsLongLinesOnBothSides)
{
    const std::string text = std::string(300, 'a') + "HERE" + std::string(300, 'b');
    const std::string expected = "   1| ..." + std::string(80, 'a') + "HERE" + std::string(76, 'b') + "...\n" +
                                 "    |    " + std::string(80, ' ') + "^~~~\n";
    EXPECT_EQ(quoted(text, "HERE"), expected);
}

TEST(Render, CutsLongLinesOnlyWhereNeeded)
{
    const std::string right = "HERE" + std::string(300, 'b');
    EXPECT_EQ(quoted(right, "HERE"), "   1| HERE" + std::string(156, 'b') + "...\n    | ^~~~\n");
    const std::string left = std::string(300, 'a') + "HERE";
    EXPECT_EQ(quoted(left, "HERE"),
              "   1| ..." + std::string(80, 'a') + "HERE\n    |    " + std::string(80, ' ') + "^~~~\n");
    const std::string fits = std::string(78, 'a') + "HERE" + std::string(78, 'b');
    EXPECT_EQ(quoted(fits, "HERE"), "   1| " + fits + "\n    | " + std::string(78, ' ') + "^~~~\n");
}

TEST(Render, CutsLongMarks)
{
    const std::string text = std::string(10, 'a') + std::string(500, 'X') + std::string(10, 'b');
    EXPECT_EQ(quoted(text, std::string(500, 'X')), "   1| " + std::string(10, 'a') + std::string(150, 'X') +
                                                       "...\n    | " + std::string(10, ' ') + "^" +
                                                       std::string(149, '~') + "\n");
}

TEST(Render, NeverCutsACharacter)
{
    for (std::size_t shift = 0; shift < 4; ++shift)
    {
        std::string text(shift, 'a');
        for (int i = 0; i < 100; ++i)
        {
            text += "🚀";
        }
        const std::string all = render(fault_at(text, shift + 200, shift + 204));
        EXPECT_EQ(all.find('?'), std::string::npos) << all;
    }
}

TEST(Render, NumbersLinesWithFiveDigits)
{
    const std::string text = std::string(12344, '\n') + "x";
    EXPECT_EQ(quoted(text, "x"), "12345| x\n"
                                 "     | ^\n");
}

TEST(Render, ColorsOnlyOnRequest)
{
    Diagnostic diagnostic = fault_at("a: 1\n", 3, 4);
    diagnostic.hint = "mend it";
    EXPECT_EQ(render(diagnostic, Color::off).find('\033'), std::string::npos);
    EXPECT_EQ(render(diagnostic, Color::on),
              "\033[1ma.yaml:1:4:\033[0m \033[1;31merror:\033[0m \033[1mfault\033[0m [test.fault]\n"
              "   1| a: 1\n"
              "    |    \033[1;31m^\033[0m\n"
              "  \033[36mhint:\033[0m mend it\n");
    diagnostic.severity = Severity::warning;
    EXPECT_NE(render(diagnostic, Color::on).find("\033[1;35mwarning:"), std::string::npos);
}

} // namespace

} // namespace edgepool
