// SPDX-License-Identifier: Apache-2.0
#include "base/utf8.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

namespace edgepool::utf8
{

namespace
{

struct Invalid
{
    const char* what;
    std::string_view text;
    std::size_t at;
};

TEST(Utf8, FindsTheFirstByteThatIsNotUtf8)
{
    using namespace std::string_view_literals;
    for (const Invalid& each : {
             Invalid{"a follower alone", "ab\x80"sv, 2},
             Invalid{"a start alone", "a\xc3"sv, 1},
             Invalid{"a start before ASCII", "\xc3(x"sv, 0},
             Invalid{"three bytes cut to two", "a\xe6\x97"sv, 1},
             Invalid{"four bytes cut to three", "\xf0\x9f\x9a"sv, 0},
             Invalid{"overlong slash in two bytes", "\xc0\xaf"sv, 0},
             Invalid{"overlong slash in three bytes", "\xe0\x80\xaf"sv, 0},
             Invalid{"overlong slash in four bytes", "\xf0\x80\x80\xaf"sv, 0},
             Invalid{"overlong 0x7ff", "\xe0\x9f\xbf"sv, 0},
             Invalid{"overlong 0xffff", "\xf0\x8f\xbf\xbf"sv, 0},
             Invalid{"the first surrogate", "x\xed\xa0\x80"sv, 1},
             Invalid{"the last surrogate", "x\xed\xbf\xbf"sv, 1},
             Invalid{"a pair of surrogates", "\xed\xa0\xbd\xed\xb8\x80"sv, 0},
             Invalid{"beyond Unicode", "\xf4\x90\x80\x80"sv, 0},
             Invalid{"five bytes", "\xf8\x88\x80\x80\x80"sv, 0},
             Invalid{"0xfe", "\xfe"sv, 0},
             Invalid{"0xff", "\xff"sv, 0},
             Invalid{"UTF-16 with its mark", "\xff\xfe\x61\x00"sv, 0},
             Invalid{"Latin-1", "M\xfcller"sv, 1},
         })
    {
        EXPECT_EQ(first_invalid(each.text), std::optional(each.at)) << each.what;
    }
}

TEST(Utf8, AcceptsTheEdgesOfEveryLength)
{
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {""sv, "\0"sv, "\x7f"sv, "\xc2\x80"sv, "\xdf\xbf"sv, "\xe0\xa0\x80"sv, "\xed\x9f\xbf"sv, "\xee\x80\x80"sv,
          "\xef\xbf\xbf"sv, "\xf0\x90\x80\x80"sv, "\xf4\x8f\xbf\xbf"sv, "Grüße, 日本, 🚀"sv})
    {
        EXPECT_EQ(first_invalid(text), std::nullopt) << text;
    }
}

TEST(Utf8, CountsCharactersAndStrayBytes)
{
    EXPECT_EQ(count(""), 0U);
    EXPECT_EQ(count("abc"), 3U);
    EXPECT_EQ(count("äöü"), 3U);
    EXPECT_EQ(count("日本🚀"), 3U);
    EXPECT_EQ(count("\x80\xbf"), 2U) << "followers without a start";
    EXPECT_EQ(count("\xe6\x97"), 2U) << "a character that is cut off";
    EXPECT_EQ(count("\xed\xa0\x80"), 3U) << "a surrogate";
}

struct Width
{
    std::string_view text;
    std::size_t columns;
};

TEST(Utf8, KnowsTheColumnsThatATerminalGives)
{
    for (const Width& each : {
             Width{"", 0},
             Width{"abc", 3},
             Width{"äöü", 3},
             Width{"日本", 4},
             Width{"한국", 4},
             Width{"ｆｕｌｌ", 8},
             Width{"🚀", 2},
             Width{"😀", 2},
             Width{"✅", 2},
             Width{"🥇", 2},
             Width{"e\u0301", 1},
             Width{"a\u200bb", 2},
             Width{"\ufeffa", 1},
             Width{"…", 1},
             Width{"–", 1},
             Width{"\xff\xfe", 2},
             Width{"\u3000", 2},
         })
    {
        EXPECT_EQ(display_width(each.text), each.columns) << each.text;
    }
}

TEST(Utf8, FindsTheStartOfACharacter)
{
    const std::string_view text = "a🚀\x80";
    EXPECT_EQ(character_start(text, 0), 0U);
    for (const std::size_t offset : {1U, 2U, 3U, 4U})
    {
        EXPECT_EQ(character_start(text, offset), 1U) << offset;
    }
    EXPECT_EQ(character_start(text, 5), 5U) << "a stray byte stands for itself";
    EXPECT_EQ(character_start(text, 6), 6U) << "the end";
    EXPECT_EQ(character_start("", 0), 0U);
}

TEST(Utf8, ShowsNothingThatATerminalWouldActUpon)
{
    using namespace std::string_view_literals;
    EXPECT_EQ(printable("\x1b[31mred\x07\x7f\r\n"sv), "?[31mred????");
    EXPECT_EQ(printable("a\0b"sv), "a?b");
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              "?31m")
        << "CSI as one character";
    EXPECT_EQ(printable("\x9b"
                        "31m"),
              "?31m")
        << "CSI as one byte";
    EXPECT_EQ(printable("\u202egnp.exe\u2066"), "?gnp.exe?") << "text that runs backwards";
    EXPECT_EQ(printable("M\xfcller \xed\xa0\x80"), "M?ller ???");
    EXPECT_EQ(printable("Grüße\t日本 🚀"), "Grüße\t日本 🚀");
}

} // namespace

} // namespace edgepool::utf8
