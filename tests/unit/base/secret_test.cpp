// SPDX-License-Identifier: Apache-2.0
#include "base/secret.h"

#include <sstream>
#include <string>
#include <type_traits>

#include <gtest/gtest.h>

namespace edgepool
{

namespace
{

std::string printed(const Secret& secret)
{
    std::ostringstream out;
    out << secret;
    return out.str();
}

TEST(Secret, IsNeverPrinted)
{
    EXPECT_EQ(printed(Secret("correct horse")), "***");
    EXPECT_EQ(testing::PrintToString(Secret("correct horse")), "***") << "nor by a test that fails";
}

TEST(Secret, DoesNotTellItsLength)
{
    EXPECT_EQ(printed(Secret()), printed(Secret(std::string(1000, 'x'))));
}

TEST(Secret, IsGivenToWhoAsks)
{
    EXPECT_EQ(Secret("correct horse").expose(), "correct horse");
    EXPECT_FALSE(Secret("correct horse").empty());
    EXPECT_TRUE(Secret().empty());
}

TEST(Secret, DoesNotTurnIntoTextByItself)
{
    static_assert(!std::is_convertible_v<Secret, std::string>);
    static_assert(!std::is_convertible_v<std::string, Secret>);
    SUCCEED();
}

} // namespace

} // namespace edgepool
