// SPDX-License-Identifier: Apache-2.0
#include "doc/yaml_types.h"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

#include <gtest/gtest.h>

namespace edgepool::doc
{

namespace
{

void expect(const Value& value, std::initializer_list<std::string_view> words)
{
    for (const std::string_view word : words)
    {
        EXPECT_EQ(type_of_plain(word), value) << word;
    }
}

void expect_text(std::initializer_list<std::string_view> words)
{
    for (const std::string_view word : words)
    {
        EXPECT_EQ(type_of_plain(word), Value(word)) << word;
    }
}

TEST(YamlTypes, NothingAndBooleansHaveManyNames)
{
    expect({}, {"", "~", "null", "Null", "NULL"});
    expect(true, {"true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"});
    expect(false, {"false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"});
    expect_text({"y", "n", "Y", "N", "yEs", "tRue", "none", "nil", "~~", "nULL"});
}

TEST(YamlTypes, IntegersHaveFourBases)
{
    expect(0, {"0", "-0", "+0", "00", "0_", "0x0", "0b0"});
    expect(15, {"15", "+15", "017", "0xf", "0xF", "0x_F", "0b1111", "1_5"});
    expect(-15, {"-15", "-017", "-0xf", "-0b1111"});
    expect_text({"08", "0o17", "0xg", "0b2", "_1", "0x", "0x_", "0b_", "1-2", "-", "+", "--1", "0X1", "1,000"});
}

TEST(YamlTypes, WithColonsAnIntegerCountsInSixties)
{
    expect(90, {"1:30", "+1:30"});
    expect(-90, {"-1:30"});
    expect(3723, {"1:2:3", "1:02:03"});
    expect_text({"01:30", "0:30", "1:60", "1:", ":1", "1:2:60", "1:030", "10:20:x"});
}

TEST(YamlTypes, IntegersBeyond64BitsKeepTheirDigitsAsText)
{
    expect(std::numeric_limits<std::int64_t>::max(), {"9223372036854775807", "0x7fffffffffffffff"});
    expect(std::numeric_limits<std::int64_t>::min(), {"-9223372036854775808", "-0x8000000000000000"});
    expect_text({"9223372036854775808", "-9223372036854775809", "0x8000000000000000", "99999999999999999999999",
                 "9999999999999999999:00"});
}

TEST(YamlTypes, FloatsHaveAPoint)
{
    expect(1.5, {"1.5", "+1.5", "1.50", "01.5", "1._5", "1.5_", "0.15e+1", "15.0e-1", "15.E-1"});
    expect(-1.5, {"-1.5"});
    expect(0.5, {".5", "0.5", ".5_", ".05e+1"});
    expect(1.0, {"1.", "1.0", "1._"});
    expect(90.5, {"1:30.5", "01:30.5"});
    expect_text({"1e3", "1E3", "1.0e3", "1e+3", "-.5", "+.5", ".", "-.", "1.2.3", "10.0.0.1", "._5", "1.5e+", "e5",
                 "1:60.5", "1:30.5e+1"});
}

TEST(YamlTypes, InfinityAndNotANumber)
{
    const double infinity = std::numeric_limits<double>::infinity();
    expect(infinity, {".inf", ".Inf", ".INF", "+.inf", "1.0e+400", "1000.0e+306"});
    expect(-infinity, {"-.inf", "-.INF", "-1.0e+400"});
    expect(0.0, {"1.0e-400", "0.0"});
    for (const char* word : {".nan", ".NaN", ".NAN"})
    {
        const Value value = type_of_plain(word);
        ASSERT_TRUE(std::holds_alternative<double>(value.data())) << word;
        EXPECT_TRUE(std::isnan(std::get<double>(value.data())));
    }
    expect_text({"inf", "nan", "-.nan", ".iNF", "Infinity"});
}

TEST(YamlTypes, DatesVersionsAndAddressesAreText)
{
    expect_text(
        {"2026-01-01", "2026-01-01T10:00:00Z", "1.2.3", "10.0.0.0/24", "2001:db8::1", "aa:bb:cc:dd:ee:ff", "=", "<<"});
}

} // namespace

} // namespace edgepool::doc
