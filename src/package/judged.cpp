// SPDX-License-Identifier: Apache-2.0
#include "package/judged.h"

#include <algorithm>
#include <array>

#include "package/names.h"

namespace edgepool::package
{

namespace
{

constexpr std::array<std::string_view, 10> charm_files{
    "metadata.yaml", "actions.yaml", "config.yaml", "metrics.yaml", "charmcraft.yaml",
    "layer.yaml",    "layer.yml",    "dispatch",    "src/charm.py", "manifest.yaml",
};

bool is_judged_at_top(std::string_view path)
{
    return is_descriptor_name(path) || path == "checksums.txt";
}

} // namespace

bool is_judged_in_charm(std::string_view path)
{
    const bool is_program = path.starts_with("hooks/") || path.starts_with("actions/");
    return std::ranges::find(charm_files, path) != charm_files.end() || (is_program && count_components(path) == 2);
}

bool is_judged(std::string_view path)
{
    constexpr std::string_view scripts = "Scripts/";
    if (path.starts_with(scripts))
    {
        path.remove_prefix(scripts.size());
    }
    const std::string_view folder = first_component(path);
    const std::string_view below = without_first_component(path);
    if (folder == "charms")
    {
        return is_judged_in_charm(without_first_component(below));
    }
    if (folder == "helm-charts")
    {
        return count_components(below) == 2 && last_component(below) == "Chart.yaml";
    }
    return folder == "cloud_init" || (folder == "Definitions" && is_descriptor_name(path)) ||
           (below.empty() && is_judged_at_top(path));
}

} // namespace edgepool::package
