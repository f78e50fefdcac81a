// SPDX-License-Identifier: Apache-2.0
// The pictures in tests/golden/drawing are what the drawings of the scenes look like: to be looked at when they change.
// EDGEPOOL_UPDATE_GOLDEN=1 writes them.
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "drawing/topology.h"
#include "unit/drawing/scenes.h"

namespace edgepool::drawing
{

namespace
{

struct Golden
{
    std::string file{};
    std::string (*draw)(const model::Testbed&, const model::Layout&, const States&) = nullptr;
    model::Testbed (*scene)() = nullptr;
    States states{};
};

std::ostream& operator<<(std::ostream& out, const Golden& golden)
{
    return out << golden.file;
}

States some_states()
{
    return {{"pr-1", "ready"},  {"pr-2", "broken"},      {"pr-3", "absent"},
            {"mec-1", "ready"}, {"mec-2", "unfinished"}, {"user-1", "ready"}};
}

class DrawingGolden : public testing::TestWithParam<Golden>
{
};

TEST_P(DrawingGolden, IsAsItWas)
{
    const auto& [name, draw, scene, states] = GetParam();
    const std::string path = std::string(EDGEPOOL_SOURCE_DIR) + "/tests/golden/drawing/" + name;
    const model::Testbed testbed = scene();
    const std::string picture = draw(testbed, lay_out(testbed), states);
    const char* const update = std::getenv("EDGEPOOL_UPDATE_GOLDEN");
    if (update != nullptr && *update != '\0')
    {
        std::ofstream(path) << picture;
        GTEST_SKIP() << path << " written";
    }
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    EXPECT_EQ(text.str(), picture) << path << ": EDGEPOOL_UPDATE_GOLDEN=1 writes it";
}

INSTANTIATE_TEST_SUITE_P(Pictures, DrawingGolden,
                         testing::Values(Golden{"oslo.svg", topology_svg, scenes::seed},
                                         Golden{"oslo.dot", topology_graphviz, scenes::seed},
                                         Golden{"oslo.mmd", topology_mermaid, scenes::seed},
                                         Golden{"mec.svg", topology_svg, scenes::mec},
                                         Golden{"gateway.svg", topology_svg, scenes::gateway},
                                         Golden{"states.svg", topology_svg, scenes::mec, some_states()},
                                         Golden{"states.dot", topology_graphviz, scenes::mec, some_states()},
                                         Golden{"states.mmd", topology_mermaid, scenes::mec, some_states()}),
                         [](const auto& test) {
                             std::string name = test.param.file;
                             name[name.find('.')] = '_';
                             return name;
                         });

} // namespace

} // namespace edgepool::drawing
