// SPDX-License-Identifier: Apache-2.0
#include "local/record.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "local/files.h"

namespace edgepool::local
{

namespace
{

constexpr std::string_view ending = ".record";

std::string line(std::initializer_list<std::string_view> words)
{
    std::string text;
    for (const std::string_view word : words)
    {
        text += text.empty() ? "" : "\t";
        text += word;
    }
    return text + "\n";
}

std::vector<std::string> words_of(std::string_view line)
{
    std::vector<std::string> words;
    for (std::size_t begin = 0; begin <= line.size();)
    {
        const std::size_t end = std::min(line.find('\t', begin), line.size());
        words.emplace_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return words;
}

/// False: the line says nothing that is known.
bool take(const std::vector<std::string>& words, plan::Resource& resource)
{
    const std::string& what = words.front();
    if (what == "resource" && words.size() == 5)
    {
        resource.id = {.kind = words[1], .name = words[2], .site = words[3]};
        resource.group = words[4];
    }
    else if (what == "property" && words.size() == 3)
    {
        resource.properties.push_back({words[1], words[2]});
    }
    else if (what == "needs" && words.size() == 4)
    {
        resource.needs.push_back({.on = {.kind = words[1], .name = words[2], .site = words[3]}});
    }
    else if (what == "claim" && words.size() == 2)
    {
        resource.claims.push_back(words[1]);
    }
    else
    {
        return false;
    }
    return true;
}

} // namespace

std::string to_record(const plan::Resource& resource)
{
    std::string text = line({"resource", resource.id.kind, resource.id.name, resource.id.site, resource.group});
    for (const plan::Property& property : resource.properties)
    {
        text += line({"property", property.name, property.value});
    }
    for (const plan::Dependency& need : resource.needs)
    {
        text += line({"needs", need.on.kind, need.on.name, need.on.site});
    }
    for (const std::string& claim : resource.claims)
    {
        text += line({"claim", claim});
    }
    return text;
}

std::optional<plan::Resource> parse_record(std::string_view text)
{
    plan::Resource resource;
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = text.find('\n', begin);
        if (end == std::string_view::npos || !take(words_of(text.substr(begin, end - begin)), resource))
        {
            return std::nullopt;
        }
        begin = end + 1;
    }
    return resource.id.kind.empty() || resource.id.name.empty() ? std::nullopt : std::optional(std::move(resource));
}

std::string Records::path_of(const plan::Id& id) const
{
    return folder_ + "/" + id.kind + "." + id.name + std::string(ending);
}

void Records::write(const plan::Resource& resource) const
{
    make_folder(folder_, 0700);
    write_file(path_of(resource.id), to_record(resource), 0600);
}

void Records::remove(const plan::Id& id) const
{
    remove_tree(path_of(id));
}

std::vector<plan::Resource> Records::all() const
{
    std::vector<plan::Resource> resources;
    for (const std::string& path : files_in(folder_))
    {
        if (!path.ends_with(ending))
        {
            continue;
        }
        if (auto resource = parse_record(read_file_if_there(path)))
        {
            resources.push_back(std::move(*resource));
        }
    }
    return resources;
}

} // namespace edgepool::local
