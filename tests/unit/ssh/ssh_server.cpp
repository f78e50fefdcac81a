// SPDX-License-Identifier: Apache-2.0
#include "unit/ssh/ssh_server.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace edgepool::ssh
{

namespace
{

constexpr int most_tries = 5;

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::string user_name()
{
    const passwd* const user = ::getpwuid(::geteuid());
    return user != nullptr ? user->pw_name : throw std::runtime_error("this user has no name");
}

} // namespace

std::uint16_t free_port()
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

void make_key(const std::string& path, const std::string& kind, const std::string& passphrase)
{
    support::RunningProcess process({"ssh-keygen", "-q", "-t", kind, "-N", passphrase, "-C", "test", "-f", path},
                                    path + ".log");
    if (process.wait() != 0)
    {
        throw std::runtime_error("ssh-keygen failed");
    }
}

SshServer::SshServer(const std::string& host_key_kind, const std::string& more_configuration)
    : more_configuration_(more_configuration)
{
    user_ = user_name(); // threads may ask for the machine, and the system's answer lies in one place for all
    make_key(folder_ / "host", host_key_kind);
    make_key(folder_ / "user");
    std::filesystem::copy_file(folder_ / "user.pub", folder_ / "authorized");
    if (::geteuid() == 0)
    {
        // An sshd of root insists on it; the package's service makes it at each boot.
        std::filesystem::create_directories("/run/sshd");
    }
    for (int i = 0; i < most_tries; ++i)
    {
        port_ = free_port();
        if (try_to_start())
        {
            return;
        }
        // Somebody else has taken the port in between.
    }
    throw std::runtime_error("sshd did not start: " + folder_.read("log"));
}

bool SshServer::try_to_start()
{
    const std::string path = folder_.write(
        "config", more_configuration_ + "ListenAddress 127.0.0.1:" + std::to_string(port_) + "\nHostKey " +
                      (folder_ / "host") + "\nAuthorizedKeysFile " + (folder_ / "authorized") +
                      "\nPidFile none\nUsePAM no\nStrictModes no\nPasswordAuthentication no\n"
                      "KbdInteractiveAuthentication no\nMaxStartups 100\nMaxSessions 10\nLogLevel VERBOSE\n");
    process_.emplace(std::vector<std::string>{"/usr/sbin/sshd", "-D", "-e", "-f", path}, folder_ / "log");
    while (!process_->wait(std::chrono::seconds(0)))
    {
        if (is_listening())
        {
            return true;
        }
    }
    return false;
}

void SshServer::start()
{
    for (int i = 0; i < most_tries; ++i)
    {
        if (try_to_start())
        {
            return;
        }
    }
    throw std::runtime_error("sshd did not start again: " + folder_.read("log"));
}

void SshServer::cut_connections() const
{
    for (const auto& entry : std::filesystem::directory_iterator("/proc"))
    {
        std::ifstream file(entry.path() / "stat");
        std::string line;
        std::getline(file, line);
        std::istringstream words(line.substr(std::min(line.rfind(')') + 1, line.size())));
        char state = 0;
        int parent = 0;
        if (words >> state >> parent && parent == process_->id())
        {
            ::kill(std::stoi(entry.path().filename()), SIGKILL);
        }
    }
}

void SshServer::let_in(const std::string& public_key) const
{
    folder_.write("authorized", folder_.read("authorized") + public_key);
}

/// Also that it has begun to answer: one that dies just after it has accepted leaves a child that waits for it.
bool SshServer::is_listening() const
{
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port_);
    char greeting = 0;
    const bool answers = ::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                         ::recv(socket, &greeting, 1, 0) == 1;
    ::close(socket);
    return answers;
}

Machine SshServer::machine() const
{
    return {.name = "pe-1", .port = port_, .user = user_, .host_key = folder_.read("host.pub")};
}

void SshServer::stop()
{
    process_.reset();
}

} // namespace edgepool::ssh
