// SPDX-License-Identifier: Apache-2.0
#include "descriptor/scalar.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "doc/read_yaml.h"

namespace edgepool::descriptor
{

namespace
{

std::string python_text(const std::string& yaml)
{
    Diagnostics diagnostics;
    const auto document = doc::read_yaml(std::make_shared<Source>("scalar", "k: " + yaml + "\n"), diagnostics);
    return text_of(*document->root().find("k"));
}

} // namespace

TEST(DescriptorScalar, TextIsWhatPythonMakesOfIt)
{
    EXPECT_EQ(python_text("pe"), "pe");
    EXPECT_EQ(python_text("1.10"), "1.1");
    EXPECT_EQ(python_text("'1.10'"), "1.10");
    EXPECT_EQ(python_text("3.0"), "3.0");
    EXPECT_EQ(python_text("1.0e+3"), "1000.0");
    EXPECT_EQ(python_text("1.0e+20"), "1e+20");
    EXPECT_EQ(python_text("1e3"), "1e3");
    EXPECT_EQ(python_text("yes"), "True");
    EXPECT_EQ(python_text("off"), "False");
    EXPECT_EQ(python_text("010"), "8");
    EXPECT_EQ(python_text("0x1f"), "31");
    EXPECT_EQ(python_text("1_000"), "1000");
    EXPECT_EQ(python_text("0000:00:10.0"), "10.0");
    EXPECT_EQ(python_text("18446744073709551615"), "18446744073709551615");
    EXPECT_EQ(python_text(".inf"), "inf");
}

TEST(DescriptorScalar, NumbersInTextAreThoseOfPython)
{
    for (const char* const good : {"1", " 1 ", "+1", "-1", "1_000", "007"})
    {
        EXPECT_TRUE(is_integer_text(good)) << good;
    }
    for (const char* const bad : {"", "x", "1.0", "1e3", "0x10", "1__0", "_1", "1_", "1 2"})
    {
        EXPECT_FALSE(is_integer_text(bad)) << bad;
    }
    for (const char* const good : {"1", "1.", ".5", "1.5", "1e3", "-1.5E-3", " 2 "})
    {
        EXPECT_TRUE(is_decimal_text(good)) << good;
    }
    for (const char* const bad : {"", ".", "x", "1.5.1", "e3", "1e", "1,5"})
    {
        EXPECT_FALSE(is_decimal_text(bad)) << bad;
    }
    EXPECT_EQ(number_of(" +1_000 "), 1000);
    EXPECT_EQ(number_of("-1.5e2"), -150);
}

TEST(DescriptorScalar, Addresses)
{
    for (const char* const good :
         {"10.0.0.1", "255.255.255.255", "::", "::1", "fe80::1%eth0", "2001:db8::192.0.2.1", "1:2:3:4:5:6:7:8", "1::8"})
    {
        EXPECT_TRUE(is_ip_address(good)) << good;
    }
    for (const char* const bad : {"", "10.0.0", "10.0.0.256", "10.0.0.01", "10.0.0.1.", "1.2.3.4/24", ":",
                                  ":::", "1:2:3:4:5:6:7", "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", "1:", "g::"})
    {
        EXPECT_FALSE(is_ip_address(bad)) << bad;
    }
}

} // namespace edgepool::descriptor
