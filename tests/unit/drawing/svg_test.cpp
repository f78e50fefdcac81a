// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "drawing/topology.h"
#include "unit/drawing/scenes.h"
#include "unit/drawing/xml_check.h"

namespace edgepool::drawing
{

namespace
{

std::string svg_of(const model::Testbed& testbed)
{
    return topology_svg(testbed, lay_out(testbed));
}

std::size_t times(std::string_view text, std::string_view part)
{
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size()))
    {
        ++count;
    }
    return count;
}

TEST(TopologySvg, IsXml)
{
    EXPECT_EQ(fault_of_xml(svg_of(scenes::seed())), "");
    EXPECT_EQ(fault_of_xml(svg_of(scenes::mec())), "");
    EXPECT_EQ(fault_of_xml(svg_of(scenes::gateway())), "");
    EXPECT_EQ(fault_of_xml(svg_of(scenes::many(4, 4, 50))), "");
    EXPECT_EQ(fault_of_xml(svg_of({})), "");
}

TEST(TopologySvg, EscapesWhateverAFileBrings)
{
    const std::string svg = svg_of(scenes::hostile());
    EXPECT_EQ(fault_of_xml(svg), "");
    EXPECT_EQ(times(svg, "<b>"), 0U);
    EXPECT_NE(svg.find("&lt;b&gt;&amp;&quot;'"), std::string::npos);
}

TEST(TopologySvg, NoticesBrokenXml)
{
    EXPECT_NE(fault_of_xml("<a><b></a></b>"), "");
    EXPECT_NE(fault_of_xml("<a>R&D</a>"), "");
    EXPECT_NE(fault_of_xml("<a b=\"1\" b=\"2\"/>"), "");
    EXPECT_NE(fault_of_xml("<a>"), "");
    EXPECT_EQ(fault_of_xml("<a b=\"1\"><c/>x</a>"), "");
}

TEST(TopologySvg, HasEachGroupOnce)
{
    const std::string svg = svg_of(scenes::seed());
    for (const std::string name :
         {"HSS", "MME", "SPGW-C", "SPGW-U", "pr-1", "pr-2", "pr-3", "mec", "cloud", "on-ue", "phone"})
    {
        EXPECT_EQ(times(svg, "data-group=\"" + name + "\""), 1U) << name;
    }
    EXPECT_EQ(times(svg, "data-group="), 11U);
    EXPECT_EQ(times(svg, "data-site="), 4U);
}

TEST(TopologySvg, TellsTheFacts)
{
    const std::string svg = svg_of(scenes::seed());
    for (const std::string_view fact : {">oslo<",
                                        ">Computations move from the phone",
                                        ">15 machines at 4 sites<",
                                        ">OSM · simula-openstack<",
                                        ">OpenStack · ude<",
                                        ">host · ue-laptop.example<",
                                        ">20ms away<",
                                        ">×2<",
                                        ">(1…8)<",
                                        ">fractal · degradation 0.95<",
                                        ">attached through the EPC<",
                                        ">s6a<",
                                        ">10.213.0.0/24<",
                                        ">s1c<",
                                        ">s1u<",
                                        ">sgi<",
                                        ">10.132.12.0/22<",
                                        ">mgmt<",
                                        ">every machine is on it<",
                                        ">‘Fractal Generator Pool’<",
                                        ">pool · priority-least-used<",
                                        ">oai · PLMN 24288 · internet 10.45.0.0/24<"})
    {
        EXPECT_NE(svg.find(fact), std::string::npos) << fact;
    }
}

TEST(TopologySvg, TellsAddressesInTooltips)
{
    const std::string svg = svg_of(scenes::seed());
    EXPECT_NE(svg.find("\nmec-2: mgmt 10.210.0."), std::string::npos);
    EXPECT_NE(svg.find("fd65:6467:6500:16::/64"), std::string::npos);
}

TEST(TopologySvg, StandsAlone)
{
    const std::string svg = svg_of(scenes::hostile());
    EXPECT_EQ(times(svg, "http"), 1U); // the namespace
    EXPECT_EQ(times(svg, "<script"), 0U);
    EXPECT_EQ(times(svg, "url("), 0U);
    EXPECT_EQ(times(svg, "href"), 0U);
    EXPECT_EQ(times(svg, " id="), 0U); // two pictures on one page would share them
}

TEST(TopologySvg, SuitsLightAndDarkPagesAndScreenReaders)
{
    const std::string svg = svg_of(scenes::seed());
    EXPECT_NE(svg.find("@media (prefers-color-scheme: dark)"), std::string::npos);
    EXPECT_NE(svg.find("role=\"img\" aria-label=\"Testbed oslo\""), std::string::npos);
    EXPECT_NE(svg.find("Site essen (OpenStack · ude): pr-2, cloud ×4."), std::string::npos);
}

TEST(TopologySvg, IsTheSameEachTime)
{
    EXPECT_EQ(svg_of(scenes::seed()), svg_of(scenes::seed()));
}

TEST(TopologySvg, GrowsWithGroupsAndNotWithMachines)
{
    const auto few = svg_of(scenes::many(10, 10, 20)).size();
    const auto more = svg_of(scenes::many(10, 20, 20)).size();
    const auto most = svg_of(scenes::many(10, 40, 20)).size();
    EXPECT_LT(most - more, 3 * (more - few));
    EXPECT_LT(svg_of(scenes::many(1, 1, 10'000)).size(), 2 * svg_of(scenes::many(1, 1, 20)).size());
}

} // namespace

} // namespace edgepool::drawing
