// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules_files.h"

#include <algorithm>
#include <vector>

#include "base/suggest.h"
#include "descriptor/descriptor.h"

namespace edgepool::descriptor
{

namespace
{

std::string joined(std::string_view folder, std::string_view name)
{
    return std::string(folder) + "/" + std::string(name);
}

bool is_same_without_case(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(a, b, {}, lower, lower);
}

} // namespace

const package::File* PackageFiles::file(std::string_view kind, const std::string& name)
{
    used_.insert(joined(kind, name));
    return package_.find(joined(folder(kind), name));
}

bool PackageFiles::has_folder(std::string_view kind, const std::string& name)
{
    used_.insert(joined(kind, name.substr(0, name.find('/'))));
    return package_.has_folder(joined(folder(kind), name));
}

std::string PackageFiles::advice(std::string_view kind, const std::string& name)
{
    const std::string here = folder(kind);
    for (const std::string& prefix : {std::string(), std::string("Scripts/")})
    {
        const std::string elsewhere = joined(prefix + std::string(kind), name);
        if (prefix != package_.scripts && (package_.find(elsewhere) != nullptr || package_.has_folder(elsewhere)))
        {
            return "move it from " + quoted(prefix + std::string(kind)) + " to " + quoted(here) +
                   ": OSM looks there in a package of this form";
        }
    }
    const std::vector<std::string> names = package_.names_in(here);
    const auto other_case =
        std::ranges::find_if(names, [&](const std::string& each) { return is_same_without_case(each, name); });
    if (other_case != names.end())
    {
        used_.insert(joined(kind, *other_case));
        return "it is called '" + *other_case + "' there: letter case counts";
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    if (const auto meant = did_you_mean(name, views))
    {
        used_.insert(joined(kind, *meant));
        return "did you mean '" + std::string(*meant) + "'?";
    }
    return names.empty() ? "add it to '" + here + "/'" : suggestion(name, views);
}

std::set<std::string> PackageFiles::unused(std::string_view kind) const
{
    std::set<std::string> unused;
    for (const std::string& name : package_.names_in(folder(kind)))
    {
        const bool is_explanation = name.starts_with("README") || name.starts_with('.');
        if (!is_explanation && !used_.contains(joined(kind, name)))
        {
            unused.insert(name);
        }
    }
    return unused;
}

} // namespace edgepool::descriptor
