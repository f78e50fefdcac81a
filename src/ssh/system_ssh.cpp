// SPDX-License-Identifier: Apache-2.0
#include "ssh/system_ssh.h"

#include <cstdint>
#include <string_view>
#include <utility>

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

/// A port that is the usual one is not written down.
std::string known_hosts_line(const Machine& machine)
{
    const std::string key = PublicKey::parse(machine.host_key).line();
    constexpr std::uint16_t usual_port = 22;
    return machine.port == usual_port ? fmt::format("{} {}\n", machine.address, key)
                                      : fmt::format("[{}]:{} {}\n", machine.address, machine.port, key);
}

std::vector<std::string> identity_options(const SystemSsh& system)
{
    const std::string agent = "IdentityAgent=" + (system.agent.empty() ? "none" : path_value(system.agent));
    if (!system.identity.empty())
    {
        return {"IdentityFile=" + path_value(system.identity), "IdentitiesOnly=yes", agent};
    }
    std::vector<std::string> options{agent};
    for (const std::string& file : system.more_identities)
    {
        options.push_back("IdentityFile=" + path_value(file));
    }
    return options;
}

std::vector<std::string> options_of(const Machine& machine, const SystemSsh& system)
{
    std::vector<std::string> options{"UserKnownHostsFile=" + path_value(system.known_hosts),
                                     "GlobalKnownHostsFile=/dev/null",
                                     "StrictHostKeyChecking=yes",
                                     "HostKeyAlgorithms=" + PublicKey::parse(machine.host_key).kind(),
                                     "CheckHostIP=no",
                                     "UpdateHostKeys=no"};
    for (std::string& option : identity_options(system))
    {
        options.push_back(std::move(option));
    }
    options.insert(options.end(), {"PreferredAuthentications=publickey", "ConnectTimeout=15", "ServerAliveInterval=15",
                                   "LogLevel=ERROR"});
    return options;
}

/// ssh replaces what follows a '%' in it before a shell reads it.
std::string proxy_command(const Machine& machine, const SystemSsh& system)
{
    std::vector<std::string> words = ssh_arguments(machine, system, {});
    words.insert(words.begin() + 1, {"-W", "THERE"});
    std::string command;
    for (const char c : shell_command(words))
    {
        command += c == '%' ? "%%" : std::string(1, c);
    }
    constexpr std::string_view place = "THERE";
    return command.replace(command.find(place), place.size(), "'[%h]:%p'");
}

} // namespace

std::string known_hosts_lines(const Machine& machine)
{
    std::string lines = known_hosts_line(machine);
    for (const Machine& jump : machine.through)
    {
        lines += known_hosts_line(jump);
    }
    return lines;
}

std::vector<std::string> ssh_arguments(const Machine& machine, const SystemSsh& system,
                                       const std::vector<std::string>& command)
{
    std::vector<std::string> words{system.program};
    // No file of the user's or of the system's may add to this or change it.
    words.insert(words.end(), {"-F", "none"});
    for (const std::string& option : options_of(machine, system))
    {
        words.insert(words.end(), {"-o", option});
    }
    if (!machine.through.empty())
    {
        words.insert(words.end(), {"-o", "ProxyCommand=" + proxy_command(machine.through.front(), system)});
    }
    words.insert(words.end(), {"-p", std::to_string(machine.port), "-l", machine.user, "--", machine.address});
    if (!command.empty())
    {
        words.push_back(shell_command(command));
    }
    return words;
}

} // namespace edgepool::ssh
