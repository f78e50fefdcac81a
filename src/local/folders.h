// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace edgepool::local
{

/// Where things of this user lie. Nothing of it is needed to know what exists: that is read from the processes.
struct Folders
{
    std::string images{};  ///< $XDG_CACHE_HOME/edgepool/images
    std::string state{};   ///< $XDG_STATE_HOME/edgepool/local: disks and logs, by testbed and machine
    std::string runtime{}; ///< $XDG_RUNTIME_DIR/ep, or /tmp/ep-UID: sockets, whose paths must be short

    std::string testbed_state(std::string_view testbed) const;
    std::string machine_state(std::string_view testbed, std::string_view machine) const;
    /// By a short number instead of the name: a socket's path has 107 bytes at most.
    std::string testbed_runtime(std::string_view testbed) const;
};

/// The value of a variable of the environment; nullopt if it is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

Folders folders_of(const Environment& environment, unsigned user);
Folders own_folders();

/// Makes the folder for sockets, for this user alone. Throws Error if it is somebody else's: in /tmp anybody may have
/// made it before.
void make_private_folder(const std::string& path);

/// The longest path that a socket can have.
inline constexpr std::size_t longest_socket_path = 107;

} // namespace edgepool::local
