// SPDX-License-Identifier: Apache-2.0
#include "cli/markdown.h"

#include <string>

#include <gtest/gtest.h>

#include "base/utf8.h"
#include "cli/help.h"

namespace edgepool::cli
{

namespace
{

std::string shown(std::string_view markdown, std::size_t width = 60)
{
    return to_terminal(parse_markdown(markdown), width, Color::off);
}

TEST(Markdown, JoinsAndWrapsParagraphs)
{
    EXPECT_EQ(shown("one two three\nfour five six seven eight nine ten eleven\n", 40),
              "  one two three four five six seven\n  eight nine ten eleven\n");
}

TEST(Markdown, KeepsCodeAsItIs)
{
    EXPECT_EQ(shown("text:\n\n    first  line\n\n      second\n\nmore\n"),
              "  text:\n\n    first  line\n\n      second\n\n  more\n");
    EXPECT_EQ(shown("```\n| not a table |\n```\n"), "    | not a table |\n");
}

TEST(Markdown, ListsStayTogether)
{
    EXPECT_EQ(shown("- one\n  goes on\n- two\n"), "  - one goes on\n  - two\n");
}

TEST(Markdown, TablesBecomeTermsWithExplanations)
{
    EXPECT_EQ(shown("| key | meaning |\n|---|---|\n| `name` | what it is called |\n"),
              "  name                    what it is called\n");
}

TEST(Markdown, TablesAreAsWideAsTheirTermsNeedUpToHalfTheLine)
{
    const std::string needed = "| `policy.parameter-not-taken` | parameter of another policy |\n";
    EXPECT_EQ(shown("| `short` | a |\n" + needed),
              "  short                       a\n  policy.parameter-not-taken  parameter of another policy\n");
    const std::string indent(26, ' ');
    EXPECT_EQ(shown("| " + std::string(50, 't') + " | one two three four five six seven eight nine ten |\n| t | a |\n"),
              "  " + std::string(50, 't') + "\n" + indent + "one two three four five six seven\n" + indent +
                  "eight nine ten\n  t" + std::string(23, ' ') + "a\n");
}

TEST(Markdown, InlineMarksAreTakenOff)
{
    EXPECT_EQ(shown("`code`, **strong**, [a link](https://example.com), 2 * 3, a ` alone\n"),
              "  code, strong, a link, 2 * 3, a ` alone\n");
}

TEST(Markdown, CommentsAreLeftOut)
{
    EXPECT_EQ(shown("<!-- licence -->\n# Title\n"), "Title\n");
}

TEST(Markdown, ManualPagesEscapeWhatManWouldActUpon)
{
    const std::string page =
        to_manual(parse_markdown("# name: does - things\n\n## Examples\n\n    .hidden \\ --option\n"), "name", "1.0");
    EXPECT_NE(page.find(".SH NAME\nname \\- does \\- things\n"), std::string::npos) << page;
    EXPECT_NE(page.find("\\&.hidden \\e \\-\\-option"), std::string::npos) << page;
}

TEST(Markdown, EveryPageFitsEightyColumnsExceptItsCode)
{
    for (const std::string_view name : page_names())
    {
        for (const Block& block : parse_markdown(page_text(name).value_or("")))
        {
            if (block.kind != Block::Kind::code)
            {
                std::string text = to_terminal({block}, 80, Color::off);
                for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n'))
                {
                    EXPECT_LE(utf8::display_width(text.substr(0, end)), 80U) << name << ": " << text.substr(0, end);
                    text.erase(0, end + 1);
                }
            }
        }
    }
}

} // namespace

} // namespace edgepool::cli
