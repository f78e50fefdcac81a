// SPDX-License-Identifier: Apache-2.0
#include "local/programs.h"

#include <filesystem>

#include "base/error.h"
#include "local/rules.h"
#include "process/tool.h"

namespace edgepool::local
{

void require_programs(bool to_build)
{
    process::require_tool("qemu-system-x86_64", "qemu-system-x86");
    process::require_tool("qemu-img", "qemu-utils");
    if (to_build)
    {
        process::require_tool("mmdebstrap", "mmdebstrap");
        process::require_tool("mke2fs", "e2fsprogs");
    }
}

std::string find_own_program(const std::string& name)
{
    std::error_code unknown;
    const std::filesystem::path own = std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const auto& folder : {own, own / "../libexec/edgepool", own / "../bin"})
    {
        if (std::filesystem::is_regular_file(folder / name, unknown))
        {
            return (folder / name).lexically_normal().string();
        }
    }
    throw Error(found(rules::cannot_use_file, {}, name + " is not where it was installed with edgepool",
                      "install edgepool anew"));
}

} // namespace edgepool::local
