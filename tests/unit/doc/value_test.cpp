// SPDX-License-Identifier: Apache-2.0
#include "doc/value.h"

#include <gtest/gtest.h>

#include "unit/doc/reading.h"

namespace edgepool::doc
{

namespace
{

TEST(Value, MembersAreMadeWhenNamed)
{
    Value value;
    value["a"]["b"] = 1;
    value["a"]["c"].push_back("x");
    value["a"]["c"].push_back(true);
    EXPECT_EQ(value, Value(Object{{"a", Object{{"b", 1}, {"c", List{"x", true}}}}}));
    EXPECT_EQ(*value.find("a")->find("b"), Value(1));
    EXPECT_EQ(value.find("b"), nullptr);
    EXPECT_EQ(Value("text").find("b"), nullptr);
}

TEST(Value, ATextIsNoNumber)
{
    EXPECT_NE(Value("1"), Value(1));
    EXPECT_NE(Value(1), Value(1.0));
    EXPECT_NE(Value(), Value(""));
}

TEST(Value, OnlyBareWordsHaveTypes)
{
    EXPECT_EQ(value_of("- 1\n- '1'\n- \"1\"\n- yes\n- 'yes'\n- |-\n 1\n"), Value(List{1, "1", "1", true, "yes", "1"}));
}

TEST(Value, KeysAreTextAsWritten)
{
    EXPECT_EQ(value_of("{yes: 1, 0x1f: 2, ~: 3, '4': 4}"), Value(Object{{"yes", 1}, {"0x1f", 2}, {"~", 3}, {"4", 4}}));
}

} // namespace

} // namespace edgepool::doc
