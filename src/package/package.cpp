// SPDX-License-Identifier: Apache-2.0
#include "package/package.h"

#include <algorithm>

#include "package/names.h"

namespace edgepool::package
{

namespace
{

const File* at(std::span<const File> files, std::string_view path)
{
    const auto file = std::ranges::lower_bound(files, path, {}, &File::path);
    return file != files.end() && file->path == path ? &*file : nullptr;
}

/// Where the path leads when links in it are followed. Links' targets have no links in them.
std::string resolved(std::span<const File> files, std::string_view path)
{
    std::string current;
    for (const std::string_view component : components_of(path))
    {
        if (component.empty() || component == "." || component == "..")
        {
            return {};
        }
        current += (current.empty() ? "" : "/") + std::string(component);
        const File* const file = at(files, current);
        current = file != nullptr && !file->target.empty() ? file->target : current;
    }
    return current;
}

std::string absolute(const Package& package, std::string_view path)
{
    const std::string full = package.root + (package.root.empty() || path.empty() ? "" : "/") + std::string(path);
    return full.empty() ? full : resolved(package.files, full);
}

} // namespace

const File* Package::find(std::string_view path) const
{
    return at(files, absolute(*this, path));
}

std::span<const File> Package::files_below(std::string_view folder) const
{
    const std::string full = absolute(*this, folder);
    if (full.empty())
    {
        return root.empty() && folder.empty() ? std::span<const File>(files) : std::span<const File>{};
    }
    const auto begin = std::ranges::lower_bound(files, full + "/", {}, &File::path);
    const auto end =
        std::find_if(begin, files.end(), [&](const File& file) { return !file.path.starts_with(full + "/"); });
    return {begin, end};
}

bool Package::has_folder(std::string_view folder) const
{
    return !files_below(folder).empty();
}

std::vector<std::string> Package::names_in(std::string_view folder) const
{
    const std::span<const File> below = files_below(folder);
    const std::string full = absolute(*this, folder);
    std::vector<std::string> names;
    for (const File& file : below)
    {
        const std::string_view rest = std::string_view(file.path).substr(full.empty() ? 0 : full.size() + 1);
        const std::string_view child = first_component(rest);
        if (names.empty() || names.back() != child)
        {
            names.emplace_back(child);
        }
    }
    return names;
}

std::string_view Package::below_root(const File& file) const
{
    const std::string_view path = file.path;
    if (root.empty())
    {
        return path;
    }
    return path.starts_with(root + "/") ? path.substr(root.size() + 1) : std::string_view{};
}

} // namespace edgepool::package
