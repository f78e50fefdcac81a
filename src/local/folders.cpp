// SPDX-License-Identifier: Apache-2.0
#include "local/folders.h"

#include <cstdlib>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "crypto/hash.h"
#include "local/files.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

/// The XDG rules: a relative path is as none.
std::string folder_or(const Environment& environment, const char* variable, const std::string& otherwise)
{
    const auto value = environment(variable);
    return value && value->starts_with('/') ? *value : otherwise;
}

} // namespace

std::string Folders::testbed_state(std::string_view testbed) const
{
    return state + "/" + std::string(testbed);
}

std::string Folders::machine_state(std::string_view testbed, std::string_view machine) const
{
    return testbed_state(testbed) + "/" + std::string(machine);
}

std::string Folders::testbed_runtime(std::string_view testbed) const
{
    return runtime + "/" + crypto::sha256(testbed).substr(0, 8);
}

Folders folders_of(const Environment& environment, unsigned user)
{
    const std::string home = folder_or(environment, "HOME", "/tmp/edgepool-" + std::to_string(user));
    const auto runtime = environment("XDG_RUNTIME_DIR");
    // What does not leave room for the names below it is of no use.
    constexpr std::size_t longest_runtime = 60;
    const bool usable = runtime && runtime->starts_with('/') && runtime->size() <= longest_runtime;
    return {.images = folder_or(environment, "XDG_CACHE_HOME", home + "/.cache") + "/edgepool/images",
            .state = folder_or(environment, "XDG_STATE_HOME", home + "/.local/state") + "/edgepool/local",
            .runtime = usable ? *runtime + "/ep" : "/tmp/ep-" + std::to_string(user)};
}

Folders own_folders()
{
    const auto environment = [](const char* name) {
        const char* const value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody here sets any
        return value == nullptr ? std::nullopt : std::optional<std::string>(value);
    };
    return folders_of(environment, ::geteuid());
}

void make_private_folder(const std::string& path)
{
    make_folder(path, 0700);
    struct stat status{};
    if (::lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) || status.st_uid != ::geteuid())
    {
        throw Error(found(rules::bad_folder, {}, path + " is not a folder of yours",
                          "remove it, or set XDG_RUNTIME_DIR to a folder of your own with a short path"));
    }
    if ((status.st_mode & 0077U) != 0 && ::chmod(path.c_str(), 0700) != 0)
    {
        throw Error(found(rules::bad_folder, {}, path + " is open to others", "chmod 700 " + path));
    }
}

} // namespace edgepool::local
