// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recipe/task.h"

namespace edgepool::recipe
{

enum class Secrets
{
    written,
    hidden, ///< "***" stands for each
};

enum class Uploads
{
    carried,
    left_out, ///< such a task can only look
};

struct Manner
{
    Secrets secrets = Secrets::written;
    Uploads uploads = Uploads::carried;
};

/// A task as shell text: whether it is so already, and what makes it so.
struct ShellTask
{
    std::string check{};
    std::string apply{};                    ///< empty: the check waits
    bool is_foreign = false;                ///< the check is somebody's text, for a shell of its own
    std::string file{};                     ///< the path of the file that is looked at
    bool is_written = false;                ///< its new content lies beside it after `apply`
    std::string setting{};                  ///< the path below /proc/sys that is looked at
    std::vector<std::string_view> pieces{}; ///< the files of functions that these texts call
};

ShellTask shell_task(const Action& action, const Manner& manner);

} // namespace edgepool::recipe
