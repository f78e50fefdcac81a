// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// What the agent asks of the system, with failures as Error.
namespace edgepool::agent
{

/// Throws Error: "doing WHAT: the reason of errno".
[[noreturn]] void fail(const std::string& what);

/// All of a small file; empty if it cannot be read.
std::string read_text(const std::string& path);
/// The whole file at once or not at all; folders on the way are made.
void write_file(const std::string& path, std::string_view content, unsigned mode);
/// Into a file that is there already and is no real one (/proc, /sys).
void write_into(const std::string& path, std::string_view content);
void make_folders_for(const std::string& path);

} // namespace edgepool::agent
