// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_scalar_text.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

std::string text_of(const std::string& yaml)
{
    const Document document = read("a: " + yaml);
    const Node* node = document.root().find("a");
    return node == nullptr ? "no such key" : std::string(node->text());
}

TEST(YamlScalarText, LinesWithoutQuotesAreFolded)
{
    EXPECT_EQ(text_of("one\n  two\n   three"), "one two three");
    EXPECT_EQ(text_of("one\n\n  two\n\n\n  three"), "one\ntwo\n\nthree");
    EXPECT_EQ(text_of("one  two  \n  three"), "one  two three");
    EXPECT_EQ(text_of("one\r\n  two\r\n\r\n  three"), "one two\nthree");
}

TEST(YamlScalarText, SingleQuotesKeepEverythingButLineEnds)
{
    EXPECT_EQ(text_of("'it''s \\n'"), "it's \\n");
    EXPECT_EQ(text_of("''"), "");
    EXPECT_EQ(text_of("''''"), "'");
    EXPECT_EQ(text_of("' one \n  two\n\n  three '"), " one two\nthree ");
    EXPECT_EQ(text_of("'one\n\n'"), "one\n"); // yaml-cpp 0.7 cuts line ends at the end
    EXPECT_EQ(text_of("'\n\n\n'"), "\n\n");
}

TEST(YamlScalarText, DoubleQuotesHaveEscapes)
{
    EXPECT_EQ(text_of(R"("\a\b\t\n\v\f\r\e\ \"\/\\")"), "\a\b\t\n\v\f\r\x1b \"/\\");
    EXPECT_EQ(text_of(R"("\0")"), std::string(1, '\0'));
    EXPECT_EQ(text_of(R"("\N\_\L\P")"), "\u0085\u00a0\u2028\u2029");
    EXPECT_EQ(text_of(R"("\x41\xe9\u263a\U0001F600")"), "Aé☺😀");
}

TEST(YamlScalarText, AnEscapedLineEndJoinsLines)
{
    EXPECT_EQ(text_of("\"one\\\n  two\""), "onetwo");
    EXPECT_EQ(text_of("\"one \\\n  \\  two\""), "one   two");
    EXPECT_EQ(text_of("\"one\\\r\n  two\""), "onetwo");
    EXPECT_EQ(text_of("\"one\\\n\n  two\""), "one\ntwo");
}

TEST(YamlScalarText, LiteralBlocksKeepTheirLines)
{
    EXPECT_EQ(text_of("|\n  one\n    two\n\n  three\n"), "one\n  two\n\nthree\n");
    EXPECT_EQ(text_of("|\r\n  one\r\n  two\r\n"), "one\ntwo\n");
    EXPECT_EQ(text_of("|2\n    one\n"), "  one\n");
    EXPECT_EQ(text_of("|\n\n  one\n"), "\none\n");
    EXPECT_EQ(text_of("|\n  # one\n  - two: 3\n"), "# one\n- two: 3\n");
    EXPECT_EQ(text_of("|\n  one \n   \n"), "one \n \n");
}

TEST(YamlScalarText, FoldedBlocksJoinLinesThatAreNotIndented)
{
    EXPECT_EQ(text_of(">\n  one\n  two\n\n  three\n"), "one two\nthree\n");
    EXPECT_EQ(text_of(">\n  one\n    two\n  three\n"), "one\n  two\nthree\n");
    EXPECT_EQ(text_of(">\n  one\n\n    two\n\n  three\n"), "one\n\n  two\n\nthree\n");
}

TEST(YamlScalarText, TheEndOfABlockIsAsItsIndicatorSays)
{
    EXPECT_EQ(text_of("|\n  one\n\n\n"), "one\n");
    EXPECT_EQ(text_of("|-\n  one\n\n\n"), "one");
    EXPECT_EQ(text_of("|+\n  one\n\n\n"), "one\n\n\n");
    EXPECT_EQ(text_of(">+\n  one\n\n\n"), "one\n\n\n"); // yaml-cpp 0.7 loses one line end
    EXPECT_EQ(text_of("|+2\n   one\n"), " one\n");
    EXPECT_EQ(text_of("|2-\n   one\n"), " one");
    EXPECT_EQ(text_of("|\n  one"), "one");
    EXPECT_EQ(text_of("|+\n\n\n"), "\n\n");
    EXPECT_EQ(text_of("|\n"), "");
    EXPECT_EQ(text_of("|"), "");
}

} // namespace

} // namespace edgepool::doc
