// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "local/progress.h"
#include "local/recipe.h"
#include "process/command.h"

/// The packages' part of an image: mmdebstrap, which runs this computer's apt (and so checks its signatures) and writes
/// the files as a tar archive. Nothing is mounted by us, and no root is needed.
namespace edgepool::local
{

enum class BuildMode
{
    root,
    unshare,    ///< in a user namespace
    fakechroot, ///< by libraries that pretend
};

/// What this computer offers an image's builder.
struct BuildHost
{
    bool is_root = false;
    bool has_namespaces = false; ///< user namespaces with a range of identities of our own work
    bool has_fakechroot = false;
    bool has_fakeroot = false;
};

BuildHost look_at_build_host();

/// Nullopt if there is no way.
std::optional<BuildMode> choose_build_mode(const BuildHost& host);

std::string_view to_string(BuildMode mode);

/// Writes the archive to its standard output; works in the folder `temporary`, into which every user must be able to
/// look (in a user namespace, root is another user). `sources` is the path of a file with the recipe's sources;
/// `proxies` are settings of apt, "Acquire::http::Proxy \"...\"".
process::Command packages_command(const Recipe& recipe, BuildMode mode, const std::string& sources,
                                  const std::string& temporary, const std::vector<std::string>& proxies);

/// Removes such a folder. What a builder that was killed left in it may belong to a user of its namespace.
void remove_temporary(const std::string& folder);

/// Settings of this computer's apt that say how the network is reached.
std::vector<std::string> proxy_settings(std::string_view apt_config);

/// Understands what mmdebstrap, apt and dpkg say while they work.
class PackagesProgress
{
public:
    /// Nullopt: the line tells nothing new.
    std::optional<Progress> take(std::string_view line);

private:
    std::size_t packages_ = 0; ///< of this round; there are two, one for what is essential
    std::size_t fetched_ = 0;
    std::size_t installed_ = 0; ///< unpacked, and again when set up
};

} // namespace edgepool::local
