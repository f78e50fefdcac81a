// SPDX-License-Identifier: Apache-2.0
#include "unit/recipe/recipes.h"

#include <cstdint>
#include <utility>

#include "unit/recipe/laboratory.h"

namespace edgepool::recipe
{

Recipe of(Action action)
{
    Recipe recipe{.title = "a machine"};
    recipe.add({.name = "The only task", .action = std::move(action)});
    return recipe;
}

std::string all_bytes()
{
    std::string bytes;
    for (std::uint64_t i = 0; i < 70000; ++i)
    {
        bytes += static_cast<char>(i * i / 7 % 256);
    }
    return bytes;
}

Recipe everything()
{
    Recipe recipe{.title = "everything of \"a\" machine"};
    const auto packages = recipe.add({.name = "Packages", .action = Packages{.names = {"one", "two"}}});
    const auto module = recipe.add({.name = "Module", .action = KernelModule{"sctp"}});
    const auto sysctl = recipe.add(
        {.name = "Setting", .action = Sysctl{.key = "net.sctp.rto_max", .value = "2000"}, .needs = {module}});
    recipe.add({.name = "Masked", .action = MaskedUnit{"other.service"}});
    recipe.add({.name = "User", .action = SystemUser{"app"}});
    const auto file =
        recipe.add({.name = "File",
                    .action = File{.path = "/etc/app/app.conf", .content = "a $b `c` 'd'\n", .owned = owned(0644)}});
    const auto secret =
        recipe.add({.name = "Secret",
                    .action = SecretFile{.path = "/etc/app/key", .content = Secret("hush"), .owned = owned(0600)}});
    const auto upload =
        recipe.add({.name = "Program",
                    .action = Upload{.path = "/usr/lib/app", .content = pack(all_bytes()), .owned = owned(0755)}});
    const auto unit_file = recipe.add(
        {.name = "Unit file",
         .action = File{.path = "/etc/systemd/system/app.service", .content = "[Service]\n", .owned = owned(0644)}});
    const auto unit = recipe.add({.name = "The app runs",
                                  .action = Unit{"app.service"},
                                  .needs = {packages, sysctl, file, secret, upload, unit_file}});
    recipe.add(
        {.name = "Command",
         .action = Command{.check = "[ -e \"$root/made\" ]", .run = "cat >\"$LAB/root/made\"", .input = Secret("psst")},
         .needs = {unit}});
    recipe.add(
        {.name = "Ready", .action = Probe{.check = "test -e \"$LAB/units/app.service.active\""}, .needs = {unit}});
    return recipe;
}

Recipe small_recipe()
{
    Recipe recipe{.title = "a small machine"};
    const auto file = recipe.add(
        {.name = "File", .action = File{.path = "/etc/app/app.conf", .content = "listen 1\n", .owned = owned(0644)}});
    const auto unit_file = recipe.add(
        {.name = "Unit file",
         .action = File{.path = "/etc/systemd/system/app.service", .content = "[Service]\n", .owned = owned(0644)}});
    const auto unit = recipe.add({.name = "The app runs", .action = Unit{"app.service"}, .needs = {file, unit_file}});
    recipe.add(
        {.name = "Ready", .action = Probe{.check = "test -e \"$LAB/units/app.service.active\""}, .needs = {unit}});
    return recipe;
}

} // namespace edgepool::recipe
