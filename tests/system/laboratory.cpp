// SPDX-License-Identifier: Apache-2.0
#include "system/laboratory.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include <unistd.h>

#include "base/error.h"
#include "cli/preparing.h"
#include "local/files.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;

std::string fresh_folder()
{
    std::string path = "/tmp/eptest-XXXXXX";
    return ::mkdtemp(path.data()) == nullptr ? "" : path;
}

Folders folders_in_folder(const std::string& folder)
{
    return {.images = EDGEPOOL_SYSTEM_CACHE, .state = folder + "/state", .runtime = folder + "/run"};
}

void tell(const Progress& progress)
{
    static std::string last;
    if (progress.stage != last)
    {
        last = progress.stage;
        std::printf("    %s\n", last.c_str());
        std::fflush(stdout);
    }
}

} // namespace

Laboratory::Laboratory()
    : folder_(fresh_folder()),
      folders_(folders_in_folder(folder_)),
      store_(folders_.images),
      image_(build_image(store_, make_recipe(own_programs_in(EDGEPOOL_PROGRAMS), cli::prepared_machines()), tell)),
      key_(crypto::make_ssh_key("test"))
{
    write_file(folder_ + "/key", key_.private_key.expose(), 0600);
}

Laboratory::~Laboratory()
{
    for (const ObservedMachine& machine : observe_machines(folders_, testbed))
    {
        stop_machine(folders_, testbed, machine.name);
    }
    remove_tree(folder_);
}

Golden Laboratory::golden() const
{
    return ensure_golden(folders_, store_, image_, Shape{}, tell);
}

MachineSpec Laboratory::spec(const std::string& name, unsigned number) const
{
    model::Ipv4Network network = *model::parse_ipv4_network("10.99.0.0/24");
    network.base.bits += number << 8U;
    return {.testbed = testbed,
            .name = name,
            .management = network,
            .files = {{.path = std::string(seed::authorized_keys_path),
                       .mode = 0600,
                       .content = Secret(key_.public_key + "\n")}}};
}

std::string Laboratory::over_ssh(const std::string& name, const Reach& reach, const std::string& command) const
{
    const std::string known_hosts = folder_ + "/known-" + name;
    write_file(known_hosts, name + " " + reach.host_key + "\n");
    std::vector<std::string> arguments{"-F", "/dev/null", "-i", folder_ + "/key", "-p", std::to_string(reach.port)};
    for (const std::string& option :
         {"UserKnownHostsFile=" + known_hosts, "HostKeyAlias=" + name, std::string("GlobalKnownHostsFile=/dev/null"),
          std::string("StrictHostKeyChecking=yes"), std::string("BatchMode=yes"), std::string("IdentitiesOnly=yes"),
          std::string("ConnectionAttempts=1"), std::string("LogLevel=ERROR")})
    {
        arguments.insert(arguments.end(), {"-o", option});
    }
    arguments.insert(arguments.end(), {"root@127.0.0.1", command});
    return process::run_or_throw(
               {.program = process::require_tool("ssh", "openssh-client"), .arguments = std::move(arguments)},
               {.time = std::chrono::minutes(3)})
        .output;
}

std::vector<std::string> Laboratory::what_is_left() const
{
    std::vector<std::string> left;
    for (const ObservedMachine& machine : observe_machines(folders_, testbed))
    {
        left.push_back("process " + std::to_string(machine.pid));
    }
    for (const std::string& folder : {folders_.testbed_state(testbed), folders_.testbed_runtime(testbed)})
    {
        std::error_code unknown;
        for (fs::recursive_directory_iterator entry(folder, unknown), end; !unknown && entry != end;
             entry.increment(unknown))
        {
            left.push_back(entry->path().string());
        }
    }
    return left;
}

} // namespace edgepool::local
