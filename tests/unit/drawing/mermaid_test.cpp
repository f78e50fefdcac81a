// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "drawing/topology.h"
#include "unit/drawing/scenes.h"

namespace edgepool::drawing
{

namespace
{

std::string mermaid_of(const model::Testbed& testbed)
{
    return topology_mermaid(testbed, lay_out(testbed));
}

TEST(TopologyMermaid, TellsTheFacts)
{
    const std::string text = mermaid_of(scenes::seed());
    for (const std::string_view fact :
         {"---\ntitle: \"oslo (15 machines at 4 sites)\"\n---\nflowchart LR\n", "accDescr: Computations move",
          "subgraph site_core[\"core · OSM · simula-openstack\"]",
          "subgraph site_laptop[\"laptop · local · 20ms away\"]",
          "group_mec[[\"mec ×2 (1…8)<br>fractal · degradation 0.1\"]]:::element",
          "group_phone[\"phone ×1<br>attached through the EPC\"]:::user",
          "group_HSS -.-|\"s6a<br>10.213.0.0/24\"| group_MME", "network_sgi([\"sgi<br>10.132.12.0/22\"])",
          "group_on_ue --- network_sgi\n", "group_phone -.- network_s1c\n",
          "mgmt<br>10.210.0.0/16<br>every machine is on it",
          "the_pool{{\"‘Fractal Generator Pool’<br>pool · priority-least-used\"}}:::pool", "the_pool === group_phone\n",
          "subgraph mobile_core[\"mobile core · oai · PLMN 24288 · internet 10.45.0.0/24\"]"})
    {
        EXPECT_NE(text.find(fact), std::string::npos) << fact;
    }
}

TEST(TopologyMermaid, GivesEachGroupOneNode)
{
    const std::string text = mermaid_of(scenes::seed());
    for (const std::string node : {"group_SPGW_U[", "group_pr_2[", "group_cloud[[", "group_phone["})
    {
        const std::size_t first = text.find(node);
        EXPECT_NE(first, std::string::npos) << node;
        EXPECT_EQ(text.find(node, first + 1), std::string::npos) << node;
    }
}

TEST(TopologyMermaid, EscapesWhateverAFileBrings)
{
    const std::string text = mermaid_of(scenes::hostile());
    const std::string diagram = text.substr(text.find("flowchart"));
    EXPECT_EQ(diagram.find("<b>"), std::string::npos);
    EXPECT_EQ(diagram.find('&'), std::string::npos);
    EXPECT_EQ(diagram.find('%'), std::string::npos);
    EXPECT_EQ(diagram.find('`'), std::string::npos);
    EXPECT_NE(diagram.find("#60;b#62;#38;#34;'#92;n#93;#93;#62;--#123;#125;"), std::string::npos);
}

TEST(TopologyMermaid, AvoidsItsOwnWords)
{
    const std::string text = mermaid_of(scenes::hostile());
    EXPECT_NE(text.find("group_end[[\"end ×2 (1…8)"), std::string::npos);
}

TEST(TopologyMermaid, KeepsNamesApartThatDifferInPunctuation)
{
    model::Testbed testbed = scenes::mec();
    testbed.elements[0].name = "a-b";
    testbed.elements[1].name = "a_b";
    const std::string text = mermaid_of(testbed);
    EXPECT_NE(text.find("group_a_b[["), std::string::npos);
    EXPECT_NE(text.find("group_a_5f_b["), std::string::npos);
}

TEST(TopologyMermaid, FillsEmptySites)
{
    model::Testbed testbed = scenes::mec();
    testbed.sites.push_back({.name = "spare"});
    EXPECT_NE(mermaid_of(testbed).find("nothing_spare[\"no machines\"]"), std::string::npos);
}

} // namespace

} // namespace edgepool::drawing
