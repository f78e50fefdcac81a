// SPDX-License-Identifier: Apache-2.0
#include "package/links.h"

#include <algorithm>
#include <iterator>

#include "package/names.h"

namespace edgepool::package
{

namespace
{

constexpr std::size_t most_hops = 40; // as many as Linux follows
constexpr std::size_t most_steps = 1'000'000;

} // namespace

Resolved LinkResolver::resolve(std::string_view link)
{
    Walk walk;
    prepend(walk, link);
    while (!walk.pending.empty())
    {
        if (const Fate fate = step(walk); fate != Fate::found)
        {
            return {.fate = fate};
        }
    }
    return {.path = walk.current};
}

void LinkResolver::prepend(Walk& walk, std::string_view path)
{
    std::ranges::reverse_copy(components_of(path), std::back_inserter(walk.pending));
}

Fate LinkResolver::step(Walk& walk)
{
    const std::string_view component = walk.pending.back();
    walk.pending.pop_back();
    if (++steps_ > most_steps)
    {
        return Fate::circle;
    }
    if (component.empty() || component == ".")
    {
        return Fate::found;
    }
    if (component != "..")
    {
        return enter(walk, component);
    }
    if (walk.current == top_)
    {
        return Fate::outside;
    }
    walk.current = folder_of(walk.current);
    return Fate::found;
}

Fate LinkResolver::enter(Walk& walk, std::string_view component)
{
    const std::string path = walk.current + (walk.current.empty() ? "" : "/") + std::string(component);
    const auto entry = paths_.find(path);
    if (entry == paths_.end() || (entry->second.type == EntryType::file && !walk.pending.empty()))
    {
        return Fate::nowhere;
    }
    if (entry->second.type != EntryType::link)
    {
        walk.current = path;
        return Fate::found;
    }
    if (++walk.hops > most_hops)
    {
        return Fate::circle;
    }
    if (entry->second.target.starts_with('/'))
    {
        return Fate::outside;
    }
    prepend(walk, entry->second.target);
    return Fate::found;
}

} // namespace edgepool::package
