// SPDX-License-Identifier: Apache-2.0
#include "configure/servers.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "crypto/host_key.h"
#include "process/descriptor.h"
#include "process/tool.h"

namespace edgepool::bench
{

namespace
{

namespace fs = std::filesystem;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = ::htons(port);
    address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
    return address;
}

std::uint16_t free_port()
{
    const process::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
    return ::ntohs(address.sin_port);
}

bool answers(std::uint16_t port)
{
    const process::Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(port);
    char greeting = 0;
    return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
           ::recv(socket.get(), &greeting, 1, 0) == 1;
}

void write(const std::string& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
}

} // namespace

Servers::Servers(const std::string& folder, std::size_t count) : folder_(folder)
{
    const passwd* const user = ::getpwuid(::geteuid());
    user_ = user != nullptr ? user->pw_name : throw std::runtime_error("this user has no name");
    if (::geteuid() == 0)
    {
        fs::create_directories("/run/sshd"); // an sshd of root insists on it
    }
    const crypto::SshKey key = crypto::make_ssh_key("bench");
    user_public_key_ = key.public_key;
    write(identity_file(), key.private_key.expose());
    write(folder_ + "/authorized", key.public_key + "\n");
    for (std::size_t number = 0; number < count; ++number)
    {
        machines_.push_back(start(number));
    }
}

ssh::Machine Servers::start(std::size_t number)
{
    const std::string own = fmt::format("{}/sshd-{}", folder_, number);
    const crypto::SshKey key = crypto::make_ssh_key("bench");
    write(own + ".key", key.private_key.expose());
    constexpr int most_tries = 5;
    for (int i = 0; i < most_tries; ++i)
    {
        const std::uint16_t port = free_port();
        // A bash that sshd starts reads the user's .bashrc, which can cost anything, unless it is not the first one.
        write(own + ".conf",
              fmt::format(
                  "ListenAddress 127.0.0.1:{}\nHostKey {}.key\nAuthorizedKeysFile {}/authorized\n"
                  "PidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n"
                  "KbdInteractiveAuthentication no\nSetEnv SHLVL=2\nPrintMotd no\nPrintLastLog no\nLogLevel QUIET\n"
                  "Subsystem sftp internal-sftp\n",
                  port, own, folder_));
        process::Child child = process::Child::start(
            {.program = process::require_tool("sshd", "openssh-server"), .arguments = {"-D", "-f", own + ".conf"}});
        while (!child.wait(process::in(std::chrono::milliseconds(2)), process::StopSignal({})))
        {
            if (answers(port))
            {
                children_.push_back(std::move(child));
                return {
                    .name = fmt::format("machine-{}", number), .port = port, .user = user_, .host_key = key.public_key};
            }
        }
        // Somebody else has taken the port in between.
    }
    throw std::runtime_error("sshd does not start");
}

double Servers::processor_seconds() const
{
    std::uint64_t ticks = 0;
    for (const process::Child& child : children_)
    {
        std::ifstream file(fmt::format("/proc/{}/stat", child.pid()));
        std::string text;
        std::getline(file, text);
        std::istringstream fields(text.substr(text.rfind(')') + 1));
        std::string unread;
        constexpr int fields_before = 11;
        for (int i = 0; i < fields_before; ++i)
        {
            fields >> unread;
        }
        std::uint64_t each = 0;
        for (int i = 0; i < 4 && fields >> each; ++i) // of itself and of its children, in user and in kernel mode
        {
            ticks += each;
        }
    }
    return static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

std::string Servers::known_hosts() const
{
    std::string lines;
    for (const ssh::Machine& machine : machines_)
    {
        lines += fmt::format("[{}]:{} {}\n", machine.address, machine.port, machine.host_key);
    }
    return lines;
}

} // namespace edgepool::bench
