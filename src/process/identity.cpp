// SPDX-License-Identifier: Apache-2.0
#include "process/identity.h"

#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "process/descriptor.h"

namespace edgepool::process
{

namespace
{

std::string content_of(const std::string& path)
{
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf(); // a process may end while it is read: then it says nothing more, and nothing is thrown
    return text.str();
}

/// The 22nd word of /proc/PID/stat, counted from behind the name, which may hold anything.
std::string start_time_in(const std::string& status)
{
    std::size_t begin = status.rfind(')') + 1;
    for (int word = 2; word < 22 && begin < status.size(); ++word)
    {
        begin = status.find(' ', begin) + 1;
    }
    return status.substr(begin, status.find(' ', begin) - begin);
}

} // namespace

std::optional<Seen> look_at(pid_t pid)
{
    const std::string folder = "/proc/" + std::to_string(pid);
    struct stat status{};
    if (::stat(folder.c_str(), &status) != 0 || status.st_uid != ::geteuid())
    {
        return std::nullopt;
    }
    // A process that has ended and was not asked for its status has no command line any more.
    const std::string line = content_of(folder + "/cmdline");
    Seen seen{.pid = pid, .started = start_time_in(content_of(folder + "/stat"))};
    for (std::size_t begin = 0; begin < line.size();)
    {
        const std::size_t end = std::min(line.find('\0', begin), line.size());
        seen.words.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return seen.words.empty() ? std::nullopt : std::optional(std::move(seen));
}

std::vector<Seen> processes_where(const std::function<bool(const Seen&)>& wanted)
{
    std::vector<Seen> all;
    std::error_code fault;
    for (std::filesystem::directory_iterator entry("/proc", fault), end; !fault && entry != end; entry.increment(fault))
    {
        const std::string name = entry->path().filename().string();
        pid_t pid = 0;
        if (std::from_chars(name.data(), name.data() + name.size(), pid).ptr != name.data() + name.size())
        {
            continue;
        }
        auto seen = look_at(pid);
        if (seen && wanted(*seen))
        {
            all.push_back(std::move(*seen));
        }
    }
    return all;
}

Ended end_process(pid_t pid, const std::function<bool(const Seen&)>& is_meant, int signal, Deadline deadline)
{
    const Descriptor process(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    const auto seen = process.good() ? look_at(pid) : std::nullopt;
    if (!seen || !is_meant(*seen))
    {
        return Ended::not_there;
    }
    if (::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) != 0)
    {
        return Ended::not_there;
    }
    std::array<Watched, 1> end{{{.descriptor = process.get()}}};
    const StopSignal never{std::stop_token{}};
    return never.wait(end, deadline) == Woken::ready ? Ended::yes : Ended::no;
}

} // namespace edgepool::process
