// SPDX-License-Identifier: Apache-2.0
// The forms: sources.list(5).
#include "local/apt_sources.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "local/files.h"

namespace edgepool::local
{

namespace
{

std::vector<std::string> split(std::string_view text, std::string_view separators)
{
    std::vector<std::string> parts;
    while (!text.empty())
    {
        const std::size_t begin = text.find_first_not_of(separators);
        if (begin == std::string_view::npos)
        {
            break;
        }
        const std::size_t end = std::min(text.find_first_of(separators, begin), text.size());
        parts.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
    return parts;
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
    {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::string trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r"), text.size());
    const std::size_t end = text.find_last_not_of(" \t\r");
    return std::string(text.substr(begin, end == std::string_view::npos ? 0 : end - begin + 1));
}

using Stanza = std::map<std::string, std::string>;

bool contains(const std::vector<std::string>& words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

void take(const Stanza& stanza, std::vector<AptSource>& sources)
{
    const auto value = [&](const char* name) {
        const auto found = stanza.find(name);
        return found == stanza.end() ? std::string() : found->second;
    };
    if (contains(split(value("types"), " \n"), "deb") && value("enabled") != "no")
    {
        sources.push_back({.addresses = split(value("uris"), " \n"),
                           .suites = split(value("suites"), " \n"),
                           .components = split(value("components"), " \n"),
                           .signed_by = value("signed-by")});
    }
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

/// The value of an option in "[arch=amd64 signed-by=/x]"; the brackets are taken off the line.
std::string take_signed_by(std::string& line)
{
    const std::size_t open = line.find('[');
    const std::size_t close = line.find(']');
    if (open == std::string::npos || close == std::string::npos || close < open)
    {
        return {};
    }
    const std::vector<std::string> options = split(std::string_view(line).substr(open + 1, close - open - 1), " \t");
    line.erase(open, close - open + 1);
    for (const std::string& option : options)
    {
        constexpr std::string_view name = "signed-by=";
        if (option.starts_with(name))
        {
            return option.substr(name.size());
        }
    }
    return {};
}

AptSource debian(const std::string& address, std::vector<std::string> suites)
{
    return {.addresses = {address},
            .suites = std::move(suites),
            .components = {"main"},
            .signed_by = "/usr/share/keyrings/debian-archive-keyring.gpg"};
}

} // namespace

std::vector<AptSource> read_apt_sources(std::string_view text)
{
    std::vector<AptSource> sources;
    Stanza stanza;
    std::string field;
    std::string rest = std::string(text) + "\n\n";
    for (std::size_t begin = 0; begin < rest.size();)
    {
        const std::size_t end = rest.find('\n', begin);
        const std::string line = rest.substr(begin, end - begin);
        begin = end + 1;
        if (line.starts_with('#'))
        {
            continue;
        }
        if (trimmed(line).empty())
        {
            take(stanza, sources);
            stanza.clear();
            continue;
        }
        const std::size_t colon = line.find(':');
        if (line.starts_with(' ') || line.starts_with('\t'))
        {
            stanza[field] += "\n" + line;
        }
        else if (colon != std::string::npos)
        {
            field = lower(line.substr(0, colon));
            stanza[field] = trimmed(line.substr(colon + 1));
        }
    }
    return sources;
}

std::vector<AptSource> read_apt_list(std::string_view text)
{
    std::vector<AptSource> sources;
    for (std::string line : split(text, "\n"))
    {
        line = trimmed(line.substr(0, line.find('#')));
        const std::string signed_by = take_signed_by(line);
        const std::vector<std::string> words = split(line, " \t");
        if (words.size() >= 3 && words[0] == "deb")
        {
            sources.push_back({.addresses = {words[1]},
                               .suites = {words[2]},
                               .components = {words.begin() + 3, words.end()},
                               .signed_by = signed_by});
        }
    }
    return sources;
}

std::vector<AptSource> sources_of_release(const std::vector<AptSource>& all, std::string_view release)
{
    const std::string name(release);
    const std::vector<std::string> wanted{name, name + "-updates", name + "-security"};
    std::vector<AptSource> taken;
    bool has_release = false;
    for (AptSource source : all)
    {
        std::erase_if(source.suites, [&](const std::string& suite) { return !contains(wanted, suite); });
        if (!source.suites.empty() && !source.addresses.empty() && contains(source.components, "main"))
        {
            has_release = has_release || contains(source.suites, release);
            taken.push_back(std::move(source));
        }
    }
    return has_release ? taken : std::vector<AptSource>{};
}

std::vector<AptSource> host_sources(std::string_view release)
{
    std::vector<AptSource> all = read_apt_list(read_file_if_there("/etc/apt/sources.list"));
    for (const std::string& path : files_in("/etc/apt/sources.list.d"))
    {
        const std::string text = read_file_if_there(path);
        const std::vector<AptSource> some = path.ends_with(".sources") ? read_apt_sources(text)
                                            : path.ends_with(".list")  ? read_apt_list(text)
                                                                       : std::vector<AptSource>{};
        all.insert(all.end(), some.begin(), some.end());
    }
    std::vector<AptSource> sources = sources_of_release(all, release);
    if (sources.empty())
    {
        const std::string name(release);
        sources = {debian("http://deb.debian.org/debian", {name, name + "-updates"}),
                   debian("http://deb.debian.org/debian-security", {name + "-security"})};
    }
    return sources;
}

std::string to_text(const std::vector<AptSource>& sources)
{
    std::string text;
    for (const AptSource& source : sources)
    {
        text += (text.empty() ? "" : "\n") + std::string("Types: deb\nURIs: ") + joined(source.addresses) +
                "\nSuites: " + joined(source.suites) + "\nComponents: " + joined(source.components) + "\n" +
                (source.signed_by.empty() ? "" : "Signed-By: " + source.signed_by + "\n");
    }
    return text;
}

} // namespace edgepool::local
