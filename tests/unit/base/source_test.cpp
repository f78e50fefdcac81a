// SPDX-License-Identifier: Apache-2.0
#include "base/source.h"

#include <cstdint>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

namespace edgepool
{

// Found by googletest when it prints a value.
static void PrintTo(const Position& at, std::ostream* out) // NOLINT(readability-identifier-naming)
{
    *out << at.line << ":" << at.column;
}

namespace
{

Position position(std::string_view text, std::uint32_t offset)
{
    return Source("file", std::string(text)).position(offset);
}

std::vector<std::string> lines(std::string_view text)
{
    const Source source("file", std::string(text));
    std::vector<std::string> all;
    for (std::uint32_t number = 1; number <= source.line_count(); ++number)
    {
        all.emplace_back(source.line(number));
    }
    return all;
}

TEST(Source, CountsLinesAndCharactersFromOne)
{
    EXPECT_EQ(position("abc\nde", 0), (Position{1, 1}));
    EXPECT_EQ(position("abc\nde", 2), (Position{1, 3}));
    EXPECT_EQ(position("abc\nde", 4), (Position{2, 1}));
}

TEST(Source, NewlineBelongsToTheLineThatItEnds)
{
    EXPECT_EQ(position("abc\nde", 3), (Position{1, 4}));
}

TEST(Source, CountsCharactersNotBytes)
{
    EXPECT_EQ(position("äöü: x", 6), (Position{1, 4}));
    EXPECT_EQ(position("日本: x", 6), (Position{1, 3}));
    EXPECT_EQ(position("🚀: x", 4), (Position{1, 2}));
}

TEST(Source, AnOffsetInsideOfACharacterIsThatCharacters)
{
    for (const std::uint32_t offset : {1U, 2U, 3U, 4U})
    {
        EXPECT_EQ(position("a🚀b", offset), (Position{1, 2})) << offset;
    }
    EXPECT_EQ(position("a🚀b", 5), (Position{1, 3}));
}

TEST(Source, BytesThatAreNotUtf8CountAsCharacters)
{
    EXPECT_EQ(position("a\x80\xff\xc3"
                       "b",
                       4),
              (Position{1, 5}));
    EXPECT_EQ(position("\x80\x80\x80\x80\x80\x80", 5), (Position{1, 6}));
}

TEST(Source, AnOffsetBehindTheTextIsTheEnd)
{
    EXPECT_EQ(position("ab\ncd", 5), (Position{2, 3}));
    EXPECT_EQ(position("ab\ncd", 4'000'000'000), (Position{2, 3}));
    EXPECT_EQ(position("", 7), (Position{1, 1}));
}

TEST(Source, CountsInVeryLongLinesToo)
{
    std::string text = "a\n";
    for (int i = 0; i < 20'000; ++i)
    {
        text += "é🚀\x80";
    }
    text += "\nend";
    const Source source("file", text);
    for (std::uint32_t i = 0; i < 20'000; i += 7)
    {
        ASSERT_EQ(source.position(2 + i * 7), (Position{2, i * 3 + 1}));
        ASSERT_EQ(source.position(2 + i * 7 + 3), (Position{2, i * 3 + 2})) << "inside of the second character";
        ASSERT_EQ(source.position(2 + i * 7 + 6), (Position{2, i * 3 + 3}));
    }
    EXPECT_EQ(source.position(1), (Position{1, 2}));
    EXPECT_EQ(source.position(2 + 20'000 * 7), (Position{2, 60'001}));
    EXPECT_EQ(source.position(2 + 20'000 * 7 + 2), (Position{3, 2}));
}

TEST(Source, EmptyFileHasOneEmptyLine)
{
    EXPECT_EQ(lines(""), std::vector<std::string>{""});
}

TEST(Source, LastLineMayLackItsEnd)
{
    EXPECT_EQ(lines("a\nb"), (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(lines("a\nb\n"), (std::vector<std::string>{"a", "b", ""}));
}

TEST(Source, WindowsLineEndsAreNotPartOfTheLine)
{
    EXPECT_EQ(lines("a\r\n\r\nb\r"), (std::vector<std::string>{"a", "", "b"}));
    EXPECT_EQ(position("a\r\nb", 3), (Position{2, 1}));
}

TEST(Source, LinesThatDoNotExistAreEmpty)
{
    const Source source("file", "a\nb\n");
    EXPECT_EQ(source.line(0), "");
    EXPECT_EQ(source.line(4), "");
}

TEST(Source, KnowsWhereEachLineBegins)
{
    const Source source("file", "a\n\nbc\n");
    EXPECT_EQ(source.line_start(1), 0U);
    EXPECT_EQ(source.line_start(2), 2U);
    EXPECT_EQ(source.line_start(3), 3U);
    EXPECT_EQ(source.line_start(4), 6U);
}

TEST(SourceRange, TellsBothEnds)
{
    const SourceRange range{.source = std::make_shared<Source>("file", "name: x\nsites: y\n"), .span = {6, 13}};
    EXPECT_TRUE(range.known());
    EXPECT_EQ(range.begin(), (Position{1, 7}));
    EXPECT_EQ(range.end(), (Position{2, 6}));
}

TEST(SourceRange, NowhereIsNotKnown)
{
    EXPECT_FALSE(SourceRange{}.known());
    EXPECT_EQ(SourceRange{}.begin(), (Position{1, 1}));
    EXPECT_EQ(SourceRange{}.end(), (Position{1, 1}));
}

} // namespace

} // namespace edgepool
