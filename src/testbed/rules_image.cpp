// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <string_view>

#include "base/rule.h"
#include "testbed/rules.h"

namespace edgepool::testbed
{

namespace
{

constexpr Rule file_twice{"image.file-twice", "two files at one path"};
constexpr Rule not_used{"image.not-used", "image that no machine is made from", Severity::warning};

} // namespace

void check_image(const Case& look)
{
    if (!look.root.given("image"))
    {
        return;
    }
    const bool any_local =
        std::ranges::any_of(look.testbed.sites, [](const model::Site& site) { return site.via == model::Via::local; });
    if (!any_local && look.root.complete("sites"))
    {
        look.diagnostics.add(found(not_used, look.root.where_key("image"), "no site is via local",
                                   "remove it; machines of other sites do not get it"));
    }
    std::map<std::string_view, SourceRange> seen;
    for (const Form& file : look.root.object("image").objects("files"))
    {
        if (!file.given("path"))
        {
            continue;
        }
        const std::string_view path = *file.text("path");
        const auto [earlier, is_new] = seen.emplace(path, file.where("path"));
        if (!is_new)
        {
            report_twice(look,
                         found(file_twice, file.where("path"), quoted(path) + " is given already", "keep one of them"),
                         earlier->second);
        }
    }
}

} // namespace edgepool::testbed
