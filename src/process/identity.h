// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "process/wait.h"

namespace edgepool::process
{

/// A process of this computer as /proc shows it.
struct Seen
{
    int pid = -1;
    std::vector<std::string> words{}; ///< its command line
    std::string started{};            ///< when, by the kernel's count; with the number it names the process for ever
};

/// Nullopt: there is none, it has ended (also if nobody has asked for its status yet), or it is another user's.
std::optional<Seen> look_at(int pid);

/// All processes of this user of which `wanted` is true.
std::vector<Seen> processes_where(const std::function<bool(const Seen&)>& wanted);

enum class Ended
{
    yes,
    not_there, ///< or not the one that is meant: a number may have gone to another process since
    no,        ///< it does not end, not even by SIGKILL
};

/// Sends the signal to the process and waits for its end, if it is still the one that is meant. Between the look and
/// the signal the number cannot pass to another process.
Ended end_process(int pid, const std::function<bool(const Seen&)>& is_meant, int signal, Deadline deadline);

} // namespace edgepool::process
