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

std::string dot_of(const model::Testbed& testbed)
{
    return topology_graphviz(testbed, lay_out(testbed));
}

TEST(TopologyGraphviz, TellsTheFacts)
{
    const std::string dot = dot_of(scenes::seed());
    for (const std::string_view fact :
         {"graph \"oslo\" {\n", "oslo\\nComputations move", "\\n15 machines at 4 sites", "subgraph \"cluster core\" {",
          "label=\"core\\nOSM · simula-openstack\"", "label=\"laptop\\nlocal · 20ms away\"",
          "\"mec\" [label=\"mec ×2 (1…8)\\nfractal · degradation 0.1\"",
          "label=\"phone ×1\\nattached through the EPC\"", "\"HSS\" -- \"MME\" [label=\"s6a\\n10.213.0.0/24\"",
          "\"network sgi\" [label=\"sgi\\n10.132.12.0/22\"", "\"mec\" -- \"network sgi\";",
          "\"phone\" -- \"network s1c\" [style=dashed];", "mgmt\\n10.210.0.0/16\\nevery machine is on it",
          "‘Fractal Generator Pool’\\npool · priority-least-used", "\"the pool\" -- \"phone\"",
          "mobile core\\noai · PLMN 24288 · internet 10.45.0.0/24", "mec-2: mgmt 10.210.0."})
    {
        EXPECT_NE(dot.find(fact), std::string::npos) << fact;
    }
}

TEST(TopologyGraphviz, DeclaresEachGroupOnce)
{
    const std::string dot = dot_of(scenes::seed());
    for (const std::string name : {"SPGW-U", "pr-2", "cloud", "phone"})
    {
        const std::string declaration = "    \"" + name + "\" [label=";
        const std::size_t first = dot.find(declaration);
        EXPECT_NE(first, std::string::npos) << name;
        EXPECT_EQ(dot.find(declaration, first + 1), std::string::npos) << name;
    }
}

/// The text outside of quoted strings; "?" for a string that does not end.
std::string unquoted(std::string_view dot)
{
    std::string out;
    bool is_inside = false;
    for (std::size_t i = 0; i < dot.size(); ++i)
    {
        if (is_inside && dot[i] == '\\')
        {
            ++i;
        }
        else if (dot[i] == '"')
        {
            is_inside = !is_inside;
        }
        else if (!is_inside)
        {
            out += dot[i];
        }
    }
    return is_inside ? "?" : out;
}

TEST(TopologyGraphviz, QuotesWhateverAFileBrings)
{
    EXPECT_EQ(unquoted(dot_of(scenes::hostile())), unquoted(dot_of(scenes::seed())));
    EXPECT_NE(dot_of(scenes::hostile()).find("<b>&amp;\\\"'\\\\n"), std::string::npos);
}

TEST(TopologyGraphviz, NeedsNeitherCoreNorPool)
{
    model::Testbed testbed = scenes::mec();
    EXPECT_EQ(dot_of(testbed).find("cluster of the core"), std::string::npos);
    testbed.registrars.clear();
    testbed.elements.clear();
    testbed.users.clear();
    EXPECT_EQ(dot_of(testbed).find("the pool"), std::string::npos);
    EXPECT_NE(dot_of(testbed).find("pool\\n10.217.0.0/16\\nno machine is on it"), std::string::npos);
}

} // namespace

} // namespace edgepool::drawing
