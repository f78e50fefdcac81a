// SPDX-License-Identifier: Apache-2.0
#include "descriptor/package_rules_checksums.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/rule.h"
#include "descriptor/descriptor.h"
#include "descriptor/package_rules_catalogue.h"

namespace edgepool::descriptor
{

namespace
{

using package::Package;

constexpr std::string_view file_name = "checksums.txt";
constexpr std::size_t most_told = 10;

struct Line
{
    std::string_view path{}; ///< "" if the line has none
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// osmclient writes "md5<TAB>path", md5sum "md5  path".
std::vector<Line> lines_of(std::string_view text)
{
    std::vector<Line> lines;
    for (std::size_t begin = 0; begin < text.size();)
    {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view line = text.substr(begin, end - begin);
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        const std::size_t gap = line.find_first_of(" \t");
        const std::size_t path = gap == std::string_view::npos ? gap : line.find_first_not_of(" \t*", gap);
        if (!line.empty())
        {
            lines.push_back({.path = path == std::string_view::npos ? std::string_view{} : line.substr(path),
                             .begin = begin,
                             .end = begin + line.size()});
        }
        begin = end + 1;
    }
    return lines;
}

/// The path below the root, whatever path the package's folder had when the file was written.
std::string_view below_root(const Package& package, std::string_view path)
{
    path.remove_prefix(path.starts_with("./") ? 2 : 0);
    const std::string root = package.root + "/";
    const std::size_t at = package.root.empty() ? std::string_view::npos : path.find(root);
    const bool is_component = at == 0 || (at != std::string_view::npos && path[at - 1] == '/');
    return is_component ? path.substr(at + root.size()) : path;
}

bool has_dot(std::string_view path)
{
    return path.substr(path.rfind('/') + 1).find('.') != std::string_view::npos; // npos + 1 is 0
}

constexpr std::string_view way_to_mend = "write checksums.txt anew: osm package-build does";

/// Reports lines of files that are not there; returns what is listed.
std::set<std::string_view> check_lines(const Package& package, const SourcePtr& source, Diagnostics& diagnostics)
{
    std::set<std::string_view> listed;
    std::size_t told = 0;
    for (const Line& line : lines_of(source->text()))
    {
        const std::string_view path = below_root(package, line.path);
        listed.insert(path);
        if (package.find(path) == nullptr && told++ < most_told)
        {
            const SourceRange where{
                .source = source,
                .span = {.begin = static_cast<std::uint32_t>(line.begin), .end = static_cast<std::uint32_t>(line.end)}};
            diagnostics.add(found(rules::stale_checksums, where,
                                  path.empty() ? "the line has no path" : quoted(path) + " is not in the package",
                                  std::string(way_to_mend)));
        }
    }
    return listed;
}

} // namespace

void check_checksums(const Package& package, Diagnostics& diagnostics)
{
    const package::File* const file = package.find(file_name);
    if (file == nullptr || file->text == nullptr)
    {
        return;
    }
    const std::set<std::string_view> listed = check_lines(package, file->text, diagnostics);
    // osmclient leaves out files without a dot in their names.
    const auto is_missing = [&](const package::File& each) {
        const std::string_view path = package.below_root(each);
        return path != file_name && has_dot(path) && each.target.empty() && !listed.contains(path);
    };
    const auto first = std::ranges::find_if(package.files, is_missing);
    if (first != package.files.end())
    {
        const auto count = std::ranges::count_if(package.files, is_missing);
        diagnostics.add(found(rules::stale_checksums, {.source = file->text},
                              quoted(package.below_root(*first)) +
                                  (count > 1 ? " and " + std::to_string(count - 1) + " other files have" : " has") +
                                  " no line in it",
                              std::string(way_to_mend)));
    }
}

} // namespace edgepool::descriptor
