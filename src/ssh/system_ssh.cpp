// SPDX-License-Identifier: Apache-2.0
#include "ssh/system_ssh.h"

#include <fmt/format.h>

#include "ssh/public_key.h"
#include "ssh/shell.h"

namespace edgepool::ssh
{

namespace
{

/// The value of an option that is a path: ssh would split it at spaces and replace what follows a '%'.
std::string path_value(const std::string& path)
{
    std::string value;
    for (const char c : path)
    {
        value += c == '%' ? "%%" : c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return "\"" + value + "\"";
}

} // namespace

std::string known_hosts_line(const Machine& machine)
{
    return fmt::format("[{}]:{} {}\n", machine.address, machine.port, PublicKey::parse(machine.host_key).line());
}

std::vector<std::string> ssh_arguments(const Machine& machine, const SystemSsh& system,
                                       const std::vector<std::string>& command)
{
    std::vector<std::string> words{system.program};
    // No file of the user's or of the system's may add to this or change it.
    words.insert(words.end(), {"-F", "none"});
    for (const std::string& option :
         {"UserKnownHostsFile=" + path_value(system.known_hosts), std::string("GlobalKnownHostsFile=/dev/null"),
          std::string("StrictHostKeyChecking=yes"), std::string("HostKeyAlgorithms=ssh-ed25519"),
          std::string("CheckHostIP=no"), std::string("UpdateHostKeys=no"),
          "IdentityFile=" + path_value(system.identity), std::string("IdentitiesOnly=yes"),
          std::string("IdentityAgent=none"), std::string("PreferredAuthentications=publickey"),
          std::string("ConnectTimeout=15"), std::string("ServerAliveInterval=15"), std::string("LogLevel=ERROR")})
    {
        words.insert(words.end(), {"-o", option});
    }
    words.insert(words.end(), {"-p", std::to_string(machine.port), "-l", machine.user, "--", machine.address});
    if (!command.empty())
    {
        words.push_back(shell_command(command));
    }
    return words;
}

} // namespace edgepool::ssh
