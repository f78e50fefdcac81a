// SPDX-License-Identifier: Apache-2.0
// The sections "Synopsis" and "Options" of docs/commands/*.md follow from the table of commands.
// EDGEPOOL_UPDATE_GOLDEN=1 writes them.
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "cli/command.h"

namespace edgepool::cli
{

namespace
{

std::string path_of(const Command& command)
{
    return std::string(EDGEPOOL_SOURCE_DIR) + "/docs/commands/" + std::string(command.name) + ".md";
}

std::string text_of(const std::string& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string options_section(const Command& command)
{
    std::string text;
    for (const Option& option : all_options(command))
    {
        const std::string value = option.takes_value() ? " " + std::string(option.value) : "";
        const std::string letter = option.letter != '\0' ? "`-" + std::string(1, option.letter) + value + "`, " : "";
        text += "- " + letter + "`--" + std::string(option.name) + value + "`: " + std::string(option.says) + "\n";
    }
    return text;
}

/// The page with that section's text replaced.
std::string with_section(const std::string& page, const std::string& heading, const std::string& body)
{
    const std::size_t start = page.find("## " + heading + "\n");
    if (start == std::string::npos)
    {
        return page + "\n## " + heading + "\n" + body;
    }
    const std::size_t from = start + heading.size() + 4;
    const std::size_t next = page.find("\n## ", from - 1);
    const std::string rest = next != std::string::npos ? page.substr(next) : "";
    return page.substr(0, from) + body + rest;
}

class Pages : public testing::TestWithParam<std::string_view>
{
};

TEST_P(Pages, SayWhatTheTableSays)
{
    const Command& command = *find_command(GetParam());
    const std::string path = path_of(command);
    const std::string page = text_of(path);
    ASSERT_FALSE(page.empty()) << path << " is missing";
    std::string wanted = with_section(page, "Synopsis", "    " + usage_line(command) + "\n");
    wanted = with_section(wanted, "Options", options_section(command));
    if (page != wanted && std::getenv("EDGEPOOL_UPDATE_GOLDEN") != nullptr)
    {
        std::ofstream(path) << wanted;
        GTEST_SKIP() << path << " was written anew";
    }
    EXPECT_EQ(page, wanted) << "run the test with EDGEPOOL_UPDATE_GOLDEN=1 to write " << path;
}

TEST_P(Pages, HaveAnExample)
{
    const std::string page = text_of(path_of(*find_command(GetParam())));
    EXPECT_NE(page.find("## Examples"), std::string::npos);
    EXPECT_NE(page.find("    edgepool " + std::string(GetParam())), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Commands, Pages, testing::ValuesIn(command_names()),
                         [](const auto& each) { return std::string(each.param); });

} // namespace

} // namespace edgepool::cli
