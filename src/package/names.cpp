// SPDX-License-Identifier: Apache-2.0
#include "package/names.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "package/rules.h"

namespace edgepool::package
{

namespace
{

constexpr std::size_t longest_path = 1024;
constexpr std::size_t longest_component = 255; // of every file system that the package will be unpacked on
constexpr std::size_t most_quoted = 120;

constexpr std::array<std::string_view, 3> descriptor_suffixes{".yaml", ".yml", ".json"};

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// A name that may be long, or hold what a terminal acts upon, as a piece of a message.
std::string quoted(std::string_view name)
{
    const std::string shown = utf8::printable(name.substr(0, most_quoted));
    return "'" + shown + (name.size() > most_quoted ? "...'" : "'");
}

std::optional<NameFault> judge_characters(std::string_view name)
{
    constexpr std::string_view hint = "give the file a plain name and pack again";
    const auto fault = [&](std::string_view why) {
        return NameFault{
            .rule = &rules::bad_name, .detail = quoted(name) + " " + std::string(why), .hint = std::string(hint)};
    };
    if (name.size() > longest_path)
    {
        return fault("is too long: " + std::to_string(name.size()) + " bytes");
    }
    if (name.empty())
    {
        return fault("is no name at all");
    }
    if (std::ranges::any_of(name, is_control))
    {
        return fault("has control characters");
    }
    if (utf8::first_invalid(name))
    {
        return fault("is not UTF-8");
    }
    const auto too_long = [](std::string_view component) { return component.size() > longest_component; };
    return std::ranges::any_of(components_of(name), too_long) ? std::optional(fault("has a part of over 255 bytes"))
                                                              : std::nullopt;
}

std::optional<NameFault> judge_direction(std::string_view name)
{
    const auto fault = [&](const Rule& rule, std::string_view why, std::string_view hint) {
        return NameFault{.rule = &rule, .detail = quoted(name) + " " + std::string(why), .hint = std::string(hint)};
    };
    const bool has_drive = name.size() >= 2 && is_letter(name[0]) && name[1] == ':';
    if (has_drive)
    {
        return fault(rules::outside_path, "begins with a drive letter", "pack the folder by its relative path");
    }
    if (name.find('\\') != std::string_view::npos)
    {
        return fault(rules::backslash, "has '\\', which is a part of the name where OSM runs",
                     "pack with a program that writes '/' between folders");
    }
    if (name.starts_with('/'))
    {
        return fault(rules::outside_path, "is an absolute path", "pack the folder by its relative path");
    }
    const auto components = components_of(name);
    if (std::ranges::find(components, "..") != components.end())
    {
        return fault(rules::outside_path, "has '..'", "pack from the folder above the package's");
    }
    return std::nullopt;
}

} // namespace

std::optional<NameFault> judge_name(std::string_view name)
{
    auto fault = judge_characters(name);
    return fault ? fault : judge_direction(name);
}

std::string tidy_path(std::string_view name)
{
    std::string path;
    for (const std::string_view component : components_of(name))
    {
        if (!component.empty() && component != ".")
        {
            path += (path.empty() ? "" : "/") + std::string(component);
        }
    }
    return path;
}

std::vector<std::string_view> components_of(std::string_view path)
{
    std::vector<std::string_view> components;
    for (std::size_t slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/'))
    {
        components.push_back(path.substr(0, slash));
        path.remove_prefix(slash + 1);
    }
    components.push_back(path);
    return components;
}

std::string_view first_component(std::string_view path)
{
    return path.substr(0, path.find('/'));
}

std::size_t count_components(std::string_view path)
{
    return path.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(path, '/')) + 1;
}

std::string_view without_first_component(std::string_view path)
{
    const std::size_t slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
}

std::string_view folder_of(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::string_view last_component(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

bool is_descriptor_name(std::string_view path)
{
    return std::ranges::any_of(descriptor_suffixes, [&](std::string_view suffix) { return path.ends_with(suffix); });
}

std::string without_case(std::string_view path)
{
    std::string lower(path);
    std::ranges::transform(lower, lower.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

} // namespace edgepool::package
