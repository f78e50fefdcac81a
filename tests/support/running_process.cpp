// SPDX-License-Identifier: Apache-2.0
#include "support/running_process.h"

#include <csignal>
#include <stdexcept>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace edgepool::support
{

RunningProcess::RunningProcess(const std::vector<std::string>& command, const std::string& output_path)
{
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files{};
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, output_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    const int fault = posix_spawnp(&id_, arguments[0], &files, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (fault != 0)
    {
        throw std::runtime_error("cannot run " + command.at(0));
    }
}

RunningProcess::RunningProcess(RunningProcess&& other) noexcept : id_(std::exchange(other.id_, -1)) {}

RunningProcess& RunningProcess::operator=(RunningProcess&& other) noexcept
{
    std::swap(id_, other.id_);
    return *this;
}

RunningProcess::~RunningProcess()
{
    if (id_ > 0)
    {
        ::kill(id_, SIGKILL);
        ::waitpid(id_, nullptr, 0);
    }
}

void RunningProcess::signal(int number) const
{
    ::kill(id_, number);
}

std::optional<int> RunningProcess::wait(std::chrono::seconds patience)
{
    const int descriptor = static_cast<int>(::syscall(SYS_pidfd_open, id_, 0)); // glibc 2.36 declares it for C only
    pollfd ended{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&ended, 1, static_cast<int>(std::chrono::milliseconds(patience).count()));
    ::close(descriptor);
    if (ready != 1)
    {
        return std::nullopt;
    }
    int status = 0;
    ::waitpid(std::exchange(id_, -1), &status, 0);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

} // namespace edgepool::support
