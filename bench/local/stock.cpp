// SPDX-License-Identifier: Apache-2.0
#include "stock.h"

#include <csignal>
#include <filesystem>

#include <fmt/format.h>

#include "clocks.h"
#include "local/apt_sources.h"
#include "local/files.h"
#include "local/qemu_process.h"
#include "process/child.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::bench
{

namespace
{

constexpr std::uint16_t port = 22022;
constexpr const char* card = "52:54:00:00:00:01";

std::string indented(const std::string& text)
{
    std::string result = "    ";
    for (std::size_t i = 0; i + 1 < text.size(); ++i)
    {
        result += text[i];
        result += text[i] == '\n' ? "    " : "";
    }
    return result + "\n";
}

/// What cloud-init finds on a disk with the label "cidata".
void write_seed(const std::string& folder, const crypto::SshKey& host, const crypto::SshKey& user)
{
    local::make_folder(folder);
    local::write_file(folder + "/meta-data", "instance-id: stock\nlocal-hostname: stock\n");
    local::write_file(folder + "/user-data",
                      fmt::format("#cloud-config\ndisable_root: false\nssh_keys:\n  ed25519_private: |\n{}"
                                  "  ed25519_public: {}\nusers:\n  - name: root\n    ssh_authorized_keys: [\"{}\"]\n",
                                  indented(host.private_key.expose()), host.public_key, user.public_key),
                      0600);
    local::write_file(folder + "/network-config",
                      fmt::format("version: 2\nethernets:\n  m:\n    match: {{macaddress: '{}'}}\n    set-name: mgmt\n"
                                  "    addresses: [10.0.2.15/24]\n    gateway4: 10.0.2.2\n",
                                  card));
}

} // namespace

Stock::Stock(std::string folder, std::string maker, std::string packages) : folder_(std::move(folder))
{
    if (std::filesystem::exists(folder_ + "/root.ext4"))
    {
        return;
    }
    local::make_folder(folder_);
    local::write_file(folder_ + "/stock.sources", local::to_text(local::host_sources("bookworm")));
    std::vector<std::string> arguments{folder_, folder_ + "/stock.sources"};
    for (std::size_t begin = 0; begin < packages.size();)
    {
        const std::size_t end = packages.find('\n', begin);
        arguments.push_back(packages.substr(begin, packages.find('=', begin) - begin));
        begin = end == std::string::npos ? packages.size() : end + 1;
    }
    process::run_or_throw({.program = std::move(maker), .arguments = std::move(arguments)},
                          {.time = std::chrono::minutes(30)});
}

double Stock::boot(const crypto::SshKey& user, bool kvm) const
{
    const crypto::SshKey host = crypto::make_ssh_key("stock");
    write_seed(folder_ + "/seed", host, user);
    local::create_overlay(folder_ + "/root.qcow2", folder_ + "/root.ext4", "raw");
    const process::Command command{
        .program = process::require_tool("qemu-system-x86_64", "qemu-system-x86"),
        .arguments = {"-nodefaults",
                      "-display",
                      "none",
                      "-machine",
                      "pc",
                      "-m",
                      "512M",
                      "-smp",
                      "1",
                      "-accel",
                      kvm ? "kvm" : "tcg,thread=multi,tb-size=64",
                      "-cpu",
                      kvm ? "host" : "max",
                      "-drive",
                      "file=" + folder_ + "/root.qcow2,if=virtio,discard=unmap",
                      "-drive",
                      "driver=vvfat,read-only=on,if=virtio,label=cidata,dir=" + folder_ + "/seed",
                      "-netdev",
                      fmt::format("user,id=m,hostfwd=tcp:127.0.0.1:{}-:22", port),
                      "-device",
                      fmt::format("virtio-net-pci,netdev=m,mac={},romfile=", card),
                      "-device",
                      "virtio-rng-pci",
                      "-serial",
                      "file:" + folder_ + "/console.log",
                      "-kernel",
                      folder_ + "/kernel",
                      "-initrd",
                      folder_ + "/initrd",
                      "-append",
                      "root=/dev/vda rw console=ttyS0 net.ifnames=0 quiet"}};
    const Clock::time_point begin = Clock::now();
    process::Child qemu = process::Child::start(command);
    wait_for_greeting(port);
    wait_for_log_in({.name = "stock", .port = port, .host_key = host.public_key},
                    ssh::PrivateKey::parse(user.private_key));
    const double seconds = seconds_since(begin);
    qemu.send(SIGKILL);
    qemu.end(std::chrono::seconds(1));
    return seconds;
}

} // namespace edgepool::bench
