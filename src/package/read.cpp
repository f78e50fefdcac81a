// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "package/archive.h"
#include "package/folder.h"
#include "package/input.h"
#include "package/inventory.h"
#include "package/judged.h"
#include "package/layout.h"
#include "package/links.h"
#include "package/names.h"
#include "package/package.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

constexpr std::array<std::string_view, 5> package_folders{"cloud_init/", "charms/", "helm-charts/", "Scripts/",
                                                          "juju-bundles/"};

bool contains(const std::vector<std::string>& names, std::string_view name)
{
    return std::ranges::binary_search(names, name);
}

bool is_descriptors_usual_name(std::string_view name)
{
    const std::string_view stem = name.substr(0, name.rfind('.'));
    return is_descriptor_name(name) && (stem.ends_with("nfd") || stem.ends_with("nsd"));
}

bool is_package_folder(const std::string& path)
{
    const std::vector<std::string> names = list_folder(path);
    const bool has_yaml = std::ranges::any_of(names, is_descriptor_name);
    const bool has_folder =
        std::ranges::any_of(package_folders, [&](std::string_view f) { return contains(names, f); });
    // Several descriptors side by side, and nothing that belongs to a package, are a folder of descriptors.
    const bool has_one_descriptor = std::ranges::count_if(names, is_descriptors_usual_name) == 1;
    return contains(names, "TOSCA-Metadata/") || has_one_descriptor || (has_yaml && has_folder);
}

bool is_folder(const std::string& path)
{
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
}

bool is_link(const File& file, const Inventory& inventory)
{
    return inventory.paths().find(file.path)->second.type == EntryType::link;
}

void judge_link(const std::string& link, Fate fate, Inventory& inventory)
{
    switch (fate)
    {
    case Fate::found:
        break;
    case Fate::outside:
        inventory.refuse(rules::outside_link, link, "copy what it leads to into the package");
        break;
    case Fate::nowhere:
        inventory.report(rules::dangling_link, link, "add what it leads to, or take the link away");
        break;
    case Fate::circle:
        inventory.report(rules::link_loop, link, "let it lead to a file or a folder");
        break;
    }
}

/// Reports the links that lead astray, and leaves them out.
void resolve_links(Package& package, Inventory& inventory)
{
    LinkResolver resolver(inventory.paths(), package.root);
    std::string first_link;
    for (File& file : package.files)
    {
        if (is_link(file, inventory))
        {
            first_link = first_link.empty() ? file.path : first_link;
            Resolved resolved = resolver.resolve(file.path);
            file.target = std::move(resolved.path);
            const std::string& written = inventory.paths().find(file.path)->second.target;
            judge_link("'" + file.path + "' -> '" + written + "'", resolved.fate, inventory);
        }
    }
    std::erase_if(package.files, [&](const File& file) { return file.target.empty() && is_link(file, inventory); });
    if (package.form == Package::Form::zip && !first_link.empty())
    {
        inventory.report(rules::link_in_zip, "'" + first_link + "': the NBI unpacks it as a file that holds a path",
                         "pack as .tar.gz, or replace links by copies");
    }
}

std::optional<Package> finish(Inventory& inventory)
{
    if (inventory.refused())
    {
        return std::nullopt;
    }
    Package package = inventory.finish();
    find_layout(package, inventory);
    resolve_links(package, inventory);
    return inventory.refused() ? std::nullopt : std::optional(std::move(package));
}

Package named(const std::string& name, Package::Form form)
{
    return {.name = name, .form = form, .source = std::make_shared<const Source>(name, "")};
}

std::optional<Package> read_input(Input& input, const std::string& name, Diagnostics& diagnostics, const Limits& limits)
{
    const auto first_bytes = input.read(0);
    input.check();
    const auto kind = archive_kind(*first_bytes);
    Package package = named(name, kind == ArchiveKind::zip ? Package::Form::zip : Package::Form::tar);
    Inventory inventory(package, diagnostics, limits, is_judged);
    if (!kind)
    {
        inventory.refuse(input.size() == 0 ? rules::empty : rules::not_a_package,
                         input.size() == 0 ? "the file is empty" : "it is neither gzip nor zip",
                         "pack it with: tar -czf NAME.tar.gz NAME");
        return std::nullopt;
    }
    if (kind == ArchiveKind::tar)
    {
        inventory.report(rules::not_compressed, "OSM's clients send packages as gzip or zip",
                         "pack it with: tar -czf NAME.tar.gz NAME");
    }
    read_archive(input, *kind, inventory);
    return finish(inventory);
}

} // namespace

bool is_package(const std::string& path)
{
    if (is_folder(path))
    {
        return is_package_folder(path);
    }
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored) && !std::filesystem::is_regular_file(path, ignored))
    {
        return false; // a pipe, for one, which can be read but once
    }
    Input input = Input::open(path);
    const auto first_bytes = input.read(0);
    input.check();
    return archive_kind(*first_bytes).has_value();
}

std::optional<Package> read_package(const std::string& path, Diagnostics& diagnostics, const Limits& limits)
{
    if (!is_folder(path))
    {
        Input input = Input::open(path);
        return read_input(input, path, diagnostics, limits);
    }
    Inventory inventory(named(path, Package::Form::folder), diagnostics, limits, is_judged);
    read_folder(path, name_of_folder(path), inventory);
    return finish(inventory);
}

bool is_charm(const std::string& path)
{
    if (!is_folder(path))
    {
        return false;
    }
    constexpr std::array<std::string_view, 5> only_charms{"dispatch", "hooks/", "actions.yaml", "layer.yaml",
                                                          "charmcraft.yaml"};
    const std::vector<std::string> names = list_folder(path);
    return (contains(names, "metadata.yaml") || contains(names, "charmcraft.yaml")) &&
           std::ranges::any_of(only_charms, [&](std::string_view name) { return contains(names, name); });
}

std::optional<Package> read_charm(const std::string& path, Diagnostics& diagnostics, const Limits& limits)
{
    Inventory inventory(named(path, Package::Form::folder), diagnostics, limits, is_judged_in_charm);
    const std::string name = name_of_folder(path);
    read_folder(path, name, inventory);
    if (inventory.refused())
    {
        return std::nullopt;
    }
    Package charm = inventory.finish();
    charm.root = name;
    resolve_links(charm, inventory);
    return inventory.refused() ? std::nullopt : std::optional(std::move(charm));
}

std::optional<Package> read_package_bytes(std::string_view bytes, const std::string& name, Diagnostics& diagnostics,
                                          const Limits& limits)
{
    Input input(bytes);
    return read_input(input, name, diagnostics, limits);
}

} // namespace edgepool::package
