// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "package/entry.h"

namespace edgepool::package
{

/// What is known of one path of a package.
struct PathEntry
{
    EntryType type = EntryType::folder;
    bool listed = false;  ///< not only known as the folder of something else
    std::size_t file = 0; ///< its place among the files, if it is one
    std::string target{}; ///< of links, as written
};

using Paths = std::map<std::string, PathEntry, std::less<>>;

enum class Fate
{
    found,
    outside,
    nowhere,
    circle,
};

struct Resolved
{
    Fate fate = Fate::found;
    std::string path{}; ///< of a file or folder, if found
};

/// Follows links as the system would that unpacked the package, but within the package only.
class LinkResolver
{
public:
    /// Nothing may lead above `top` (a folder, or "" for the archive itself).
    LinkResolver(const Paths& paths, std::string_view top) : paths_(paths), top_(top) {}

    Resolved resolve(std::string_view link);

private:
    struct Walk
    {
        std::string current{};
        std::vector<std::string_view> pending{}; ///< components still to be walked; the next one is at the back
        std::size_t hops = 0;
    };

    static void prepend(Walk& walk, std::string_view path);
    Fate step(Walk& walk);
    Fate enter(Walk& walk, std::string_view component);

    const Paths& paths_;
    std::string_view top_;
    std::size_t steps_ = 0; ///< for all links together: ten thousand of them may lead to each other
};

} // namespace edgepool::package
