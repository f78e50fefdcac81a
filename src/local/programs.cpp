// SPDX-License-Identifier: Apache-2.0
#include "local/programs.h"

#include <filesystem>

#include "base/error.h"
#include "local/rules.h"

namespace edgepool::local
{

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
