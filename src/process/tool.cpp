// SPDX-License-Identifier: Apache-2.0
#include "process/tool.h"

#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "process/rules.h"

namespace edgepool::process
{

namespace
{

bool can_be_run(const std::string& path)
{
    struct stat status{};
    return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

} // namespace

std::optional<std::string> find_tool(std::string_view name, std::string_view path)
{
    const std::string all = std::string(path) + ":/usr/sbin:/sbin:/usr/bin:/bin";
    for (std::size_t begin = 0; begin <= all.size();)
    {
        const std::size_t end = std::min(all.find(':', begin), all.size());
        const std::string folder = all.substr(begin, end - begin);
        begin = end + 1;
        // A relative folder in $PATH would run what happens to lie where the user stands.
        if (folder.starts_with('/') && can_be_run(folder + "/" + std::string(name)))
        {
            return folder + "/" + std::string(name);
        }
    }
    return std::nullopt;
}

std::optional<std::string> find_tool(std::string_view name)
{
    const char* const path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe): nobody here sets it
    return find_tool(name, path != nullptr ? path : "");
}

std::string require_tool(std::string_view name, std::string_view debian_package)
{
    if (auto found_path = find_tool(name))
    {
        return *found_path;
    }
    throw Error(found(rules::tool_missing, {}, std::string(name),
                      "install it; on Debian and Ubuntu: sudo apt install " + std::string(debian_package)));
}

} // namespace edgepool::process
