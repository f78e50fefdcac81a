// SPDX-License-Identifier: Apache-2.0
#include "recipe/ahead.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/recipe/laboratory.h"
#include "unit/recipe/recipes.h"

namespace edgepool::recipe
{

namespace
{

using ::testing::ElementsAre;

std::vector<std::string> lines_of(const std::vector<Ahead>& files)
{
    std::vector<std::string> lines;
    for (const Ahead& file : files)
    {
        lines.push_back(file.path + (file.mode == 0600 ? " secret: " : ": ") + file.content.expose());
    }
    return lines;
}

TEST(FilesAhead, AreThoseOfRootWithTheMarksOfTheUnitsThatNeedThem)
{
    Recipe recipe{.title = "a machine"};
    const TaskIndex plain = recipe.add({.name = "1", .action = File{.path = "/etc/app/plain", .content = "p"}});
    recipe.add({.name = "2", .action = SecretFile{.path = "/etc/app/key", .content = Secret("k")}});
    const TaskIndex unit = recipe.add({.name = "3", .action = File{.path = "/etc/systemd/system/a.service"}});
    recipe.add({.name = "4", .action = File{.path = "/srv/own", .owned = {.user = "app", .group = "app"}}});
    recipe.add({.name = "5", .action = Unit{"a.service"}, .needs = {plain, unit}});
    recipe.add({.name = "6", .action = Unit{"b.service"}, .needs = {unit}});
    EXPECT_THAT(lines_of(files_ahead(recipe)), ElementsAre("/etc/app/plain: p", "/etc/app/key secret: k",
                                                           "/var/lib/edgepool/restart/a.service: yes\n"));
}

/// As an image has the unit, and the seed the rest.
TEST(FilesAhead, LeaveOnlyTheStartToTheScript)
{
    const Laboratory lab(Shell::dash);
    ASSERT_TRUE(lab.run(small_recipe()).exit.good());
    const std::string asked = lab.folder().read("asked");
    lab.write("/var/lib/edgepool/restart/app.service", "yes\n");
    EXPECT_EQ(lab.run(small_recipe()).states(), "unchanged unchanged changed unchanged");
    EXPECT_EQ(lab.folder().read("restarts"), "app.service\napp.service\n");
    EXPECT_EQ(lab.folder().read("asked"), asked) << "systemd was asked";
}

} // namespace

} // namespace edgepool::recipe
