// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ssh/session.h"

/// The system's own ssh for what people do by hand: a terminal, forwarded ports. It trusts what edgepool trusts.
namespace edgepool::ssh
{

/// The lines of a known_hosts file for this machine, and for the one that leads there.
std::string known_hosts_lines(const Machine& machine);

struct SystemSsh
{
    std::string program = "ssh";
    std::string known_hosts{}; ///< the file with known_hosts_lines(), and no other that counts
    std::string identity{};    ///< the file of the user's private key; empty: the agent's keys and those of the next
    std::vector<std::string> more_identities{};
    std::string agent{}; ///< the socket of the user's agent; empty: none
};

/// The whole command line; `command` is what to run there, or nothing for a terminal. Words of it may have any content.
std::vector<std::string> ssh_arguments(const Machine& machine, const SystemSsh& system,
                                       const std::vector<std::string>& command);

} // namespace edgepool::ssh
