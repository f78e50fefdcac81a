// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <string>

#include "configure/servers.h"

namespace edgepool::bench
{

/// A play of the same work: one command and the files of a folder.
struct Play
{
    std::string folder{}; ///< for Ansible's own files; also its home
    std::string files{};  ///< the folder whose files are copied
    std::string target{}; ///< where each machine's folder is made: TARGET/machine-N
};

enum class Pipelining
{
    off,
    on,
};

/// Runs it on all machines with as many forks, host keys checked and connections kept as Ansible does by itself. The
/// connections that it keeps are closed afterwards. Throws if the play fails anywhere. False: it was not done after ten
/// minutes, and was ended.
bool run_ansible(const std::string& program, const Servers& servers, const Play& play, Pipelining pipelining,
                 const std::stop_token& stop);

} // namespace edgepool::bench
