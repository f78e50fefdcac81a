// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "doc/write.h"
#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

TEST(WriteYaml, CollectionsAreIndentedByTwoSpaces)
{
    Value value;
    value["name"] = "oslo";
    value["sites"] = List{Object{{"name", "core"}, {"via", "osm"}}, "essen"};
    value["pool"]["handle"] = "Fractal Generator Pool";
    value["matrix"] = List{List{1, 2}, List{3}};
    value["none"] = Value();
    value["empty"] = List{Object{}, List{}};
    EXPECT_EQ(to_yaml(value), R"(name: oslo
sites:
  - name: core
    via: osm
  - essen
pool:
  handle: Fractal Generator Pool
matrix:
  - - 1
    - 2
  - - 3
none: null
empty:
  - {}
  - []
)");
}

TEST(WriteYaml, ADocumentCanBeASingleValue)
{
    EXPECT_EQ(to_yaml(Value()), "null\n");
    EXPECT_EQ(to_yaml("word"), "word\n");
    EXPECT_EQ(to_yaml(List{}), "[]\n");
    EXPECT_EQ(to_yaml("one\ntwo\n"), "|\n  one\n  two\n");
}

TEST(WriteYaml, LinesStandBelowAPipe)
{
    const Value value = Object{{"a", "one\n  two\n\nthree\n"}, {"b", List{"x\ny"}}, {"c", "z\n\n\n"}, {"d", 1}};
    EXPECT_EQ(to_yaml(value), "a: |\n  one\n    two\n\n  three\nb:\n  - |-\n    x\n    y\nc: |+\n  z\n\n\nd: 1\n");
}

TEST(WriteYaml, LinesThatCouldBeMisreadAreQuoted)
{
    EXPECT_EQ(to_yaml("\n"), "\"\\n\"\n");
    EXPECT_EQ(to_yaml(" one\ntwo"), "\" one\\ntwo\"\n");
    EXPECT_EQ(to_yaml("\none"), "\"\\none\"\n");
    EXPECT_EQ(to_yaml("one \ntwo"), "\"one \\ntwo\"\n");
    EXPECT_EQ(to_yaml("one\r\ntwo"), "\"one\\r\\ntwo\"\n");
    EXPECT_EQ(to_yaml("one\ntwo "), "\"one\\ntwo \"\n");
}

TEST(WriteYaml, WordsAreBareOnlyIfNobodyMisreadsThem)
{
    for (const char* word :
         {"a",    "a b",  "core", "20ms", "50Mbit",        "10.0.0.0/24", "/dev/null",         "a-b_c.d",
          "a:b",  "a#b",  "é",    "日本", "http://x:80/y", "user@host",   "aa:bb:cc:dd:ee:ff", "_x",
          "3GPP", "a, b", "x=y",  "v1.0"})
    {
        EXPECT_EQ(to_yaml(word), std::string(word) + "\n");
    }
    for (const char* word :
         {"",           " a",       "a ",          "a:",    ":",     "-",    "- a",   "?",  "#x", "a #b", "a: b", "1",
          "1.0",        "1e3",      "0x1f",        "0o17",  "0755",  "1:30", "1_000", ".5", "+1", "-1",   "yes",  "No",
          "ON",         "off",      "y",           "N",     "true",  "null", "NULL",  "~",  "=",  "<<",   ".inf", "nan",
          "2026-01-01", "10.0.0.1", "2001:db8::1", "24288", "[a]",   "{a}",  "*a",    "&a", "!a", "%a",   "@a",   "`a",
          "'a'",        "\"",       "it's",        "a|b",   "a > b", "---",  "...",   "(a)"})
    {
        EXPECT_EQ(to_yaml(word).front(), '"') << word;
    }
}

TEST(WriteYaml, InvisibleCharactersAreEscaped)
{
    EXPECT_EQ(to_yaml(std::string(1, '\0')), "\"\\0\"\n");
    EXPECT_EQ(to_yaml("a\tb"), "\"a\\tb\"\n");
    EXPECT_EQ(to_yaml("\x1b\x7f"), "\"\\x1B\\x7F\"\n");
    EXPECT_EQ(to_yaml("\u0085\u00a0\u2028\ufeff\uffff"), "\"\\x85\\xA0\\u2028\\uFEFF\\uFFFF\"\n");
    EXPECT_EQ(to_yaml("\u202eabc"), "\"\\u202Eabc\"\n");
    EXPECT_EQ(to_yaml("😀 \\ \""), "\"😀 \\\\ \\\"\"\n");
}

TEST(WriteYaml, BytesThatAreNoUtf8BecomeReplacementCharacters)
{
    EXPECT_EQ(to_yaml("a\xff"
                      "b\xc3"),
              "\"a\ufffdb\ufffd\"\n");
}

TEST(WriteYaml, NumbersAreRecognisedAsWhatTheyAre)
{
    EXPECT_EQ(to_yaml(3), "3\n");
    EXPECT_EQ(to_yaml(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808\n");
    EXPECT_EQ(to_yaml(3.0), "3.0\n");
    EXPECT_EQ(to_yaml(0.1), "0.1\n");
    EXPECT_EQ(to_yaml(-0.0), "-0.0\n");
    EXPECT_EQ(to_yaml(1e20), "1.0e+20\n");
    EXPECT_EQ(to_yaml(1.5e-7), "1.5e-07\n");
    EXPECT_EQ(to_yaml(std::numeric_limits<double>::infinity()), ".inf\n");
    EXPECT_EQ(to_yaml(-std::numeric_limits<double>::infinity()), "-.inf\n");
    EXPECT_EQ(to_yaml(std::numeric_limits<double>::quiet_NaN()), ".nan\n");
}

TEST(WriteYaml, KeysAreWrittenLikeText)
{
    EXPECT_EQ(to_yaml(Object{{"on", 1}, {"a b", 2}, {"x: y", 3}, {"1", 4}, {"", 5}, {"l\nm", 6}}),
              "\"on\": 1\na b: 2\n\"x: y\": 3\n\"1\": 4\n\"\": 5\n\"l\\nm\": 6\n");
}

TEST(WriteYaml, LongKeysAreAnnounced)
{
    const std::string key(1100, 'k');
    const Value value = Object{{key, Object{{"a", List{1}}}}, {key + "2", "x"}};
    const std::string text = to_yaml(value);
    EXPECT_EQ(text, "? " + key + "\n:\n  a:\n    - 1\n? " + key + "2\n: x\n");
    EXPECT_EQ(value_of(text), value);
}

} // namespace

} // namespace edgepool::doc
