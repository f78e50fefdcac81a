// SPDX-License-Identifier: Apache-2.0
#include "wire/mac.h"

#include <gtest/gtest.h>

namespace edgepool::wire
{

namespace
{

TEST(Mac, IsReadInEitherLetterCaseAndWrittenInSmallLetters)
{
    const auto mac = parse_mac("52:54:00:Ab:cD:0F");
    ASSERT_TRUE(mac);
    EXPECT_EQ(mac->bits, 0x525400abcd0fU);
    EXPECT_EQ(to_string(*mac), "52:54:00:ab:cd:0f");
}

TEST(Mac, AnythingElseIsNone)
{
    for (const char* const text : {"", "52:54:00:ab:cd", "52:54:00:ab:cd:0f:", "52-54-00-ab-cd-0f", "52:54:00:ab:cd:0g",
                                   "52:54:00:ab:cd:+f", "52:54:00:ab:cd: f", "5:254:00:ab:cd:0f"})
    {
        EXPECT_FALSE(parse_mac(text)) << text;
    }
}

TEST(Mac, GroupsAreKnownByTheirFirstByte)
{
    EXPECT_TRUE(parse_mac("ff:ff:ff:ff:ff:ff")->is_group());
    EXPECT_TRUE(parse_mac("33:33:00:00:00:01")->is_group());
    EXPECT_FALSE(parse_mac("52:54:00:00:00:01")->is_group());
}

} // namespace

} // namespace edgepool::wire
