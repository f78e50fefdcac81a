// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "process/descriptor.h"
#include "process/wait.h"

/// Files of ours, with failures as Error that name the path and the reason.
namespace edgepool::local
{

std::string read_file(const std::string& path);
std::string read_file_if_there(const std::string& path);
/// Under its name only when all of it is on the disk.
void write_file(const std::string& path, std::string_view content, unsigned mode = 0644);
/// A file for the output of others, empty.
process::Descriptor create_file(const std::string& path, unsigned mode = 0644);

void make_folder(const std::string& path, unsigned mode = 0755);
/// The files (not the folders) directly in a folder, in order; none if there is no such folder.
std::vector<std::string> files_in(const std::string& folder);
std::vector<std::string> folders_in(const std::string& folder);
/// Also if somebody forbade writing to folders in it. What is not there is fine. Throws Error, and removes nothing, if
/// something is mounted at or below the path: that is not ours to remove.
void remove_tree(const std::string& path);
/// Whether something is mounted at the path, or at one below it.
bool is_mounted_below(const std::string& path);
/// Onto the disk: all files directly in the folder, and their names.
void sync_folder(const std::string& path);
void rename_path(const std::string& from, const std::string& to);

/// For this user, on the file system where the path is or would be.
std::uint64_t free_space(const std::string& path);

/// Holds a lock on a file until its end, which also the end of the process is.
class FileLock
{
public:
    /// Not held if somebody else has it until the deadline comes or the stop token is set.
    static FileLock take(const std::string& path, process::Deadline deadline, const std::stop_token& stop = {});

    bool held() const { return file_.good(); }

private:
    process::Descriptor file_;
};

} // namespace edgepool::local
