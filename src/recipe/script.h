// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/secret.h"
#include "recipe/task.h"

namespace edgepool::recipe
{

/// A recipe as one text that a POSIX shell runs as root: `sh -s < text`, or `sh -s -- --check < text` to be told only
/// what would change. It holds the recipe's secrets.
struct Script
{
    Secret text{};
    /// The same without the bytes of uploads, for a machine that may have them already: one that has not says so and
    /// does nothing. Empty when nothing is uploaded.
    Secret light{};
    std::string digest{}; ///< what a machine has in `digest_file` once the script has run to its end there
};

/// Exit status of the script.
inline constexpr int all_done = 0;
inline constexpr int task_failed = 1;
inline constexpr int wrong_usage = 2;
inline constexpr int not_begun = 75; ///< another run on the machine did not end, or the machine cannot take the script
inline constexpr int lacking = 76;   ///< the light text was not enough

/// `root`: the folder that the script takes for the machine's "/". Input that no recipe of ours may hold asserts.
Script compile(const Recipe& recipe, std::string_view root = {});

/// The same text with "***" for each secret, for people to read.
std::string readable(const Recipe& recipe);

/// Held while a script runs.
inline constexpr std::string_view lock_file = "/run/edgepool-day-1.lock";
/// Where the machine keeps the digest of the script that it is up to date with: no file, or another digest: it is not.
inline constexpr std::string_view digest_file = "/var/lib/edgepool/day-1.digest";
/// Where it remembers, when it is interrupted, which units have to be restarted.
inline constexpr std::string_view restart_folder = "/var/lib/edgepool/restart";

} // namespace edgepool::recipe
