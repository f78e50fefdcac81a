// SPDX-License-Identifier: Apache-2.0
#include "agent/services.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include <linux/if_alg.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "agent/program.h"
#include "agent/system.h"
#include "seed/seed.h"

namespace edgepool::agent
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr const char* sshd_pid_file = "/run/sshd.pid";

/// Whether somebody listens on TCP port 22, by the kernel's own table: a connection of ours would cost sshd a process.
bool somebody_listens_for_ssh()
{
    const std::string table = read_text("/proc/net/tcp") + read_text("/proc/net/tcp6");
    constexpr std::string_view port = ":0016 ";
    constexpr std::string_view listening = " 0A ";
    for (std::size_t at = table.find(port); at != std::string::npos; at = table.find(port, at + 1))
    {
        const std::string line = table.substr(at, table.find('\n', at) - at);
        if (line.find(listening) != std::string::npos)
        {
            return true;
        }
    }
    return false;
}

bool has_ended(int child)
{
    return ::waitpid(child, nullptr, WNOHANG) != 0;
}

/// Whether it was started ahead: it listened then, and it says so without a look through all that could be connected.
bool sshd_runs()
{
    std::string number = read_text(sshd_pid_file);
    number.resize(std::min(number.find('\n'), number.size()));
    return !number.empty() && read_text("/proc/" + number + "/comm") == "sshd\n";
}

/// sshd 9.8 and later read their keys once for all connections, and could not be given others.
bool sshd_reads_its_keys_for_each_connection()
{
    return ::access("/usr/lib/openssh/sshd-session", F_OK) != 0;
}

/// sshd writes its number down as soon as it listens. To look for that costs next to nothing, while the kernel goes
/// through all that could be connected to make its table: that is looked at to be sure, and now and then.
void wait_until_it_listens(int sshd)
{
    constexpr int rounds_between_looks = 50;
    const auto deadline = Clock::now() + std::chrono::seconds(60);
    for (int round = 1;; ++round)
    {
        if ((!read_text(sshd_pid_file).empty() || round % rounds_between_looks == 0) && somebody_listens_for_ssh())
        {
            return;
        }
        errno = 0;
        if (has_ended(sshd) || Clock::now() > deadline)
        {
            fail("sshd does not start");
        }
        ::poll(nullptr, 0, 5);
    }
}

/// SCTP signs its cookies by it. The kernel makes it for the first socket that listens, looking for modules that could,
/// and throws it away with the last one.
void keep_hash_of_sctp()
{
    const int hash = ::socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    sockaddr_alg name{};
    name.salg_family = AF_ALG;
    std::memcpy(name.salg_type, "hash", sizeof "hash");
    std::memcpy(name.salg_name, "hmac(sha1)", sizeof "hmac(sha1)");
    // It stays open as long as the machine runs. Without it all goes as well, but later.
    if (::bind(hash, reinterpret_cast<const sockaddr*>(&name), sizeof name) != 0)
    {
        std::fprintf(stderr, "hmac(sha1) is not kept: %s\n", std::strerror(errno));
    }
}

void launch_sshd()
{
    ::mkdir("/run/sshd", 0755);
    ::unlink(sshd_pid_file);
    wait_until_it_listens(start({"/usr/sbin/sshd", "-D"}));
}

} // namespace

void start_ssh()
{
    errno = 0;
    if (::access(std::string(seed::host_key_path).c_str(), F_OK) != 0)
    {
        fail("start sshd without a host key");
    }
    if (!sshd_runs() && !somebody_listens_for_ssh())
    {
        launch_sshd();
    }
}

void rehearse()
{
    const std::string key(seed::host_key_path);
    if (::access(key.c_str(), F_OK) != 0 && sshd_reads_its_keys_for_each_connection())
    {
        // It does not start without one. Who connects before the machine has its own is turned away.
        run({"/usr/bin/ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key});
        launch_sshd();
        write_into(key, std::string(1024, '\0')); // what was in memory of it would be saved
        ::unlink(key.c_str());
        ::unlink((key + ".pub").c_str());
    }
    run({"/bin/sh", "/usr/lib/edgepool/rehearsal"});
    keep_hash_of_sctp();
}

void catch_up()
{
    start({"/usr/bin/systemctl", "--no-block", "try-restart", "systemd-journald.service"});
    start({"/usr/bin/pkill", "-CONT", "-x", "systemd-udevd"});
}

} // namespace edgepool::agent
