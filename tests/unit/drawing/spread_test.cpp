// SPDX-License-Identifier: Apache-2.0
#include "drawing/spread.h"

#include <string>

#include <gtest/gtest.h>

#include "unit/drawing/xml_check.h"

namespace edgepool::drawing
{

namespace
{

TEST(SpreadSvg, IsXmlWhateverItShows)
{
    EXPECT_EQ(fault_of_xml(spread_svg({})), "");
    EXPECT_EQ(fault_of_xml(spread_svg({.title = "a <b> & \"c\"", .groups = {{.name = "<x>", .foreseen = {1, 2}}}})),
              "");
    SpreadChart many{.title = "many"};
    for (int group = 0; group < 9; ++group)
    {
        many.groups.push_back({.name = "group", .foreseen = std::vector<double>(300, 1.5), .seen = {1}});
    }
    EXPECT_EQ(fault_of_xml(spread_svg(many)), "");
}

TEST(SpreadSvg, SaysEachNumber)
{
    const std::string svg = spread_svg(
        {.title = "Pool", .groups = {{.name = "mec", .foreseen = {1, 1.5}}, {.name = "far", .foreseen = {0, 0.5}}}});
    EXPECT_NE(svg.find("<title>mec foreseen: 1 of 1</title>"), std::string::npos);
    EXPECT_NE(svg.find("<title>mec foreseen: 1.5 of 2</title>"), std::string::npos);
    EXPECT_NE(svg.find("<title>far foreseen: 0.5 of 2</title>"), std::string::npos);
    EXPECT_EQ(svg.find("far foreseen: 0 of 1"), std::string::npos);
    EXPECT_EQ(svg.find("data-seen"), std::string::npos);
}

TEST(SpreadSvg, HasWhatWasSeenBesideIt)
{
    const std::string svg = spread_svg({.title = "Pool", .groups = {{.name = "mec", .foreseen = {1}, .seen = {1}}}});
    EXPECT_NE(svg.find("data-foreseen=\"mec\""), std::string::npos);
    EXPECT_NE(svg.find("data-seen=\"mec\""), std::string::npos);
    EXPECT_NE(svg.find("<title>mec seen: 1 of 1</title>"), std::string::npos);
}

} // namespace

} // namespace edgepool::drawing
