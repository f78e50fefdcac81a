// SPDX-License-Identifier: Apache-2.0
#include "process/child.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <system_error>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "process/identity.h"
#include "process/rules.h"

namespace edgepool::process
{

namespace
{

/// The lists of posix_spawn, freed at the end.
class SpawnSettings
{
public:
    SpawnSettings(const Command& command, const Streams& streams)
    {
        ::posix_spawn_file_actions_init(&actions_);
        ::posix_spawnattr_init(&attributes_);
        take(streams.input, STDIN_FILENO, O_RDONLY);
        take(streams.output, STDOUT_FILENO, O_WRONLY);
        take(streams.errors, STDERR_FILENO, O_WRONLY);
        ::posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
        if (!command.folder.empty())
        {
            ::posix_spawn_file_actions_addchdir_np(&actions_, command.folder.c_str());
        }
        // Signals that we ignore or block are not the child's business.
        sigset_t all{};
        sigset_t none{};
        ::sigfillset(&all);
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    }
    SpawnSettings(const SpawnSettings&) = delete;
    SpawnSettings& operator=(const SpawnSettings&) = delete;
    ~SpawnSettings()
    {
        ::posix_spawn_file_actions_destroy(&actions_);
        ::posix_spawnattr_destroy(&attributes_);
    }

    const posix_spawn_file_actions_t* actions() const { return &actions_; }
    const posix_spawnattr_t* attributes() const { return &attributes_; }

private:
    void take(int from, int to, int mode)
    {
        if (from < 0)
        {
            ::posix_spawn_file_actions_addopen(&actions_, to, "/dev/null", mode, 0);
        }
        else
        {
            ::posix_spawn_file_actions_adddup2(&actions_, from, to);
        }
    }

    posix_spawn_file_actions_t actions_{};
    posix_spawnattr_t attributes_{};
};

std::vector<std::string> environment_of(const Command& command)
{
    std::vector<std::string> all;
    all.reserve(command.environment.size());
    for (const auto& [name, value] : command.environment)
    {
        all.emplace_back(name).append("=").append(value);
    }
    for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry)
    {
        const std::string text = *entry;
        bool replaced = false;
        for (const auto& [name, value] : command.environment)
        {
            replaced = replaced || text.starts_with(name + "=");
        }
        if (!replaced)
        {
            all.push_back(text);
        }
    }
    return all;
}

std::vector<char*> pointers_to(std::vector<std::string>& words)
{
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words)
    {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

/// The system lets us go on a moment before the program's command line can be seen; whoever looks for the process by it
/// must not miss one that we have just started.
void wait_until_visible(pid_t pid)
{
    for (const Deadline deadline = in(std::chrono::seconds(1)); Clock::now() < deadline && !look_at(pid);)
    {
        siginfo_t state{};
        if (::waitid(P_PID, static_cast<id_t>(pid), &state, WEXITED | WNOHANG | WNOWAIT) != 0 || state.si_pid == pid)
        {
            return; // it has ended already
        }
        std::this_thread::yield();
    }
}

} // namespace

std::string to_string(const Exit& exit)
{
    return exit.signal != 0 ? "killed by signal " + std::to_string(exit.signal)
                            : "exit status " + std::to_string(exit.status);
}

Child Child::start(const Command& command, const Streams& streams)
{
    const SpawnSettings settings(command, streams);
    std::vector<std::string> words{command.program};
    words.insert(words.end(), command.arguments.begin(), command.arguments.end());
    std::vector<std::string> environment = environment_of(command);
    pid_t pid = -1;
    const int fault = ::posix_spawn(&pid, command.program.c_str(), settings.actions(), settings.attributes(),
                                    pointers_to(words).data(), pointers_to(environment).data());
    if (fault != 0)
    {
        throw Error(found(rules::cannot_start, {}, command.program + ": " + std::generic_category().message(fault),
                          "look whether the program and its folder are there and may be used"));
    }
    // The pid cannot mean another process: only we can reap the child.
    wait_until_visible(pid);
    return {pid, Descriptor(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)))};
}

Child::~Child()
{
    if (pidfd_.good() && !reap())
    {
        send(SIGKILL);
        const StopSignal never{std::stop_token{}};
        wait(in(std::chrono::seconds(1)), never);
    }
}

std::optional<Exit> Child::reap()
{
    int status = 0;
    if (!exit_ && ::waitpid(pid_, &status, WNOHANG) == pid_)
    {
        exit_ = WIFSIGNALED(status) ? Exit{.signal = WTERMSIG(status)} : Exit{.status = WEXITSTATUS(status)};
    }
    return exit_;
}

std::optional<Exit> Child::wait(Deadline deadline, const StopSignal& stop)
{
    if (!reap())
    {
        std::array<Watched, 1> end{{{.descriptor = pidfd_.get()}}};
        stop.wait(end, deadline);
    }
    return reap();
}

void Child::send(int signal) const
{
    if (!exit_)
    {
        ::kill(-pid_, signal);
    }
}

void Child::end(Clock::duration grace)
{
    const StopSignal never{std::stop_token{}};
    send(SIGTERM);
    if (!wait(in(grace), never))
    {
        send(SIGKILL);
        // A process in the midst of a system call that never returns stays; waiting for it would never end.
        wait(in(std::chrono::seconds(1)), never);
    }
}

} // namespace edgepool::process
