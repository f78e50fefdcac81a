// SPDX-License-Identifier: Apache-2.0
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "doc/write.h"

namespace edgepool::doc
{

namespace
{

TEST(WriteJson, MembersKeepTheirOrder)
{
    const Value value =
        Object{{"b", List{1, 2.5, true, {}}}, {"a", Object{{"x", "y"}}}, {"e", List{}}, {"f", Object{}}};
    EXPECT_EQ(to_json(value, JsonLayout::compact), R"({"b":[1,2.5,true,null],"a":{"x":"y"},"e":[],"f":{}})");
    EXPECT_EQ(to_json(value), R"({
  "b": [
    1,
    2.5,
    true,
    null
  ],
  "a": {
    "x": "y"
  },
  "e": [],
  "f": {}
})");
}

TEST(WriteJson, TextIsEscapedWhereJsonAsksForIt)
{
    EXPECT_EQ(to_json("a\"\\\n\r\t/é😀"), R"("a\"\\\n\r\t/é😀")");
    EXPECT_EQ(to_json(std::string("\0\x1b", 2)), R"("\u0000\u001b")");
    EXPECT_EQ(to_json("\xff"), "\"\ufffd\"");
}

TEST(WriteJson, NumbersStayFloatsAndWhatIsNotFiniteIsNull)
{
    EXPECT_EQ(to_json(3.0), "3.0");
    EXPECT_EQ(to_json(1e300), "1.0e+300");
    EXPECT_EQ(to_json(std::numeric_limits<double>::infinity()), "null");
    EXPECT_EQ(to_json(std::numeric_limits<double>::quiet_NaN()), "null");
}

} // namespace

} // namespace edgepool::doc
