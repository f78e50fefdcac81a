// SPDX-License-Identifier: Apache-2.0
#include "configure/ansible.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"
#include "process/rules.h"
#include "process/run.h"

namespace edgepool::bench
{

namespace
{

namespace fs = std::filesystem;

constexpr auto longest = std::chrono::minutes(10);

void write(const std::string& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

std::string inventory(const Servers& servers)
{
    std::string lines = "[machines]\n";
    for (const ssh::Machine& machine : servers.machines())
    {
        lines += fmt::format("{} ansible_host={} ansible_port={} ansible_user={}\n", machine.name, machine.address,
                             machine.port, machine.user);
    }
    return lines + fmt::format("[machines:vars]\nansible_ssh_private_key_file={}\n"
                               "ansible_python_interpreter=/usr/bin/python3\n",
                               servers.identity_file());
}

/// As its manual has it: no facts are asked for, and a folder is copied by one task.
std::string playbook(const Play& play)
{
    return fmt::format("- hosts: machines\n  gather_facts: false\n  tasks:\n"
                       "    - copy: {{src: '{0}/', dest: '{1}/{{{{ inventory_hostname }}}}/etc/app/', mode: '0644'}}\n"
                       "    - command: {{cmd: \"touch '{1}/{{{{ inventory_hostname }}}}/made'\","
                       " creates: '{1}/{{{{ inventory_hostname }}}}/made'}}\n",
                       play.files, play.target);
}

std::string configuration(const Servers& servers, const Play& play, Pipelining pipelining)
{
    return fmt::format(
        "[defaults]\nforks = {}\nhost_key_checking = True\nretry_files_enabled = False\n"
        "local_tmp = {}/tmp\nremote_tmp = {}/remote\n[ssh_connection]\npipelining = {}\ncontrol_path_dir = {}/cp\n"
        "ssh_args = -F none -C -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile={}/known\n",
        servers.machines().size(), play.folder, play.folder, pipelining == Pipelining::on ? "True" : "False",
        play.folder, play.folder);
}

/// The connections that Ansible keeps. They end by their sockets, before anything else is measured.
class KeptConnections
{
public:
    explicit KeptConnections(std::string folder) : folder_(std::move(folder)) { fs::create_directories(folder_); }
    KeptConnections(const KeptConnections&) = delete;
    KeptConnections& operator=(const KeptConnections&) = delete;
    ~KeptConnections()
    {
        for (const auto& socket : fs::directory_iterator(folder_))
        {
            const std::string path = "ControlPath=" + socket.path().string();
            process::run({.program = "/usr/bin/ssh", .arguments = {"-F", "none", "-o", path, "-O", "exit", "any"}});
        }
    }

private:
    std::string folder_;
};

} // namespace

bool run_ansible(const std::string& program, const Servers& servers, const Play& play, Pipelining pipelining,
                 const std::stop_token& stop)
{
    const KeptConnections kept(play.folder + "/cp");
    write(play.folder + "/known", servers.known_hosts());
    write(play.folder + "/hosts", inventory(servers));
    write(play.folder + "/play.yml", playbook(play));
    write(play.folder + "/ansible.cfg", configuration(servers, play, pipelining));
    const process::Command command{.program = program,
                                   .arguments = {"-i", play.folder + "/hosts", play.folder + "/play.yml"},
                                   .environment = {{"ANSIBLE_CONFIG", play.folder + "/ansible.cfg"},
                                                   {"HOME", play.folder},
                                                   {"LC_ALL", "C.UTF-8"}}};
    try
    {
        process::run_or_throw(command, {.time = longest, .stop = stop});
        return true;
    }
    catch (const Error& error)
    {
        if (error.diagnostic().code != process::rules::too_slow.code)
        {
            throw;
        }
        return false;
    }
}

} // namespace edgepool::bench
