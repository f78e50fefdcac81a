// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "local/guest_file.h"

namespace edgepool::local
{

/// The kernel proper (ELF) inside of a compressed one, if it is compressed as Debian 12 does (LZ4). QEMU starts it
/// directly, which saves an emulated processor a second of unpacking.
std::optional<std::string> unpacked_kernel(std::string_view image);

/// One block of LZ4, which unpacks to `most` bytes at most; nullopt if it is damaged.
std::optional<std::string> unpack_lz4_block(std::string_view bytes, std::size_t most);

/// The modules that are needed for these, by modules.dep: each after those that it needs. Names are those of files
/// without ".ko"; what is not there is built in.
std::vector<std::string> modules_in_order(std::string_view modules_dep, const std::vector<std::string>& wanted);

/// Whether a kernel has the module, by its modules.dep and modules.builtin.
bool has_module(std::string_view modules_dep, std::string_view modules_builtin, const std::string& name);

/// The initial memory file system: the agent as /init, and modules in order, read by `read` from their paths below the
/// folder of modules.dep.
std::vector<GuestFile> initial_files(const std::string& agent, const std::vector<std::string>& modules,
                                     const std::function<std::string(const std::string& path)>& read);

} // namespace edgepool::local
