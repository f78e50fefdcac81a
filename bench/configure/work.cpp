// SPDX-License-Identifier: Apache-2.0
#include "configure/work.h"

#include <fmt/format.h>

#include <grp.h>
#include <pwd.h>
#include <unistd.h>

namespace edgepool::bench
{

namespace
{

constexpr std::size_t file_size = 2000;

} // namespace

std::string name_of(std::size_t file)
{
    return fmt::format("part-{}.conf", file);
}

std::string content_of(std::size_t file)
{
    std::string text;
    for (std::size_t line = 0; text.size() < file_size; ++line)
    {
        text += fmt::format("option-{}-{} = value of that option\n", file, line);
    }
    return text;
}

recipe::Recipe work(const std::string& root)
{
    const recipe::Ownership mine{.user = ::getpwuid(::geteuid())->pw_name, .group = ::getgrgid(::getegid())->gr_name};
    recipe::Recipe recipe{.title = "a machine of the benchmark"};
    for (std::size_t file = 0; file < files; ++file)
    {
        recipe.add(
            {.name = "file " + name_of(file),
             .action = recipe::File{.path = "/etc/app/" + name_of(file), .content = content_of(file), .owned = mine}});
    }
    recipe.add({.name = "the command",
                .action = recipe::Command{.check = "[ -e '" + root + "/made' ]", .run = "touch '" + root + "/made'"}});
    return recipe;
}

std::string plain_script(const std::string& root)
{
    std::string text = fmt::format("mkdir -p '{}/etc/app'\n", root);
    for (std::size_t file = 0; file < files; ++file)
    {
        text += fmt::format("printf %s '{}' >'{}/etc/app/{}'\n", content_of(file), root, name_of(file));
    }
    return text + fmt::format("touch '{}/made'\n", root);
}

} // namespace edgepool::bench
