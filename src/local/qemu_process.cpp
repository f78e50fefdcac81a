// SPDX-License-Identifier: Apache-2.0
#include "local/qemu_process.h"

#include <algorithm>
#include <fstream>
#include <utility>

#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "local/files.h"
#include "local/folders.h"
#include "local/rules.h"
#include "process/run.h"
#include "process/tool.h"

namespace edgepool::local
{

namespace
{

constexpr const char* emulator = "qemu-system-x86_64";

std::string require_qemu()
{
    return process::require_tool(emulator, "qemu-system-x86");
}

void check_length(const std::string& socket)
{
    if (socket.size() > longest_socket_path)
    {
        throw Error(found(rules::bad_folder, {}, "the path of a socket would be too long: " + socket,
                          "set XDG_RUNTIME_DIR to a folder with a shorter path"));
    }
}

/// The last lines of a text, in one.
std::string last_lines(const std::string& text, std::size_t most)
{
    std::size_t begin = text.find_last_not_of("\r\n ");
    const std::size_t end = begin == std::string::npos ? 0 : begin + 1;
    for (std::size_t lines = 0; lines < most && begin != std::string::npos && begin > 0; ++lines)
    {
        begin = text.rfind('\n', begin - 1);
    }
    const std::size_t first = begin == std::string::npos ? 0 : begin;
    std::string words = text.substr(first, end - std::min(first, end));
    std::erase(words, '\r');
    std::ranges::replace(words, '\n', ' ');
    return utf8::printable(words.substr(std::min(words.find_first_not_of(' '), words.size())));
}

/// Without what QEMU says of every machine: cards without a network are meant to be so.
std::string complaints(const std::string& said)
{
    std::string kept;
    for (std::size_t begin = 0; begin < said.size();)
    {
        const std::size_t end = std::min(said.find('\n', begin), said.size());
        const std::string line = said.substr(begin, end - begin);
        kept += line.ends_with("has no peer") ? "" : line + "\n";
        begin = end + 1;
    }
    return kept;
}

/// The line in which the kernel gives up; a long trace stands behind it.
std::string panic_in(const std::string& console)
{
    const std::size_t at = console.rfind("Kernel panic");
    return at == std::string::npos ? "" : last_lines(console.substr(at, console.find('\n', at) - at), 1);
}

} // namespace

std::string words_of(const std::string& errors, const std::string& console)
{
    const std::string complaint = last_lines(complaints(errors), 2);
    const std::string last = last_lines(console, 5);
    if (complaint.empty() && last.empty())
    {
        return "its console is empty";
    }
    const std::string panic = panic_in(console);
    const bool is_told = last.find(panic) != std::string::npos;
    return (complaint.empty() ? "" : "QEMU: " + complaint) + (complaint.empty() || last.empty() ? "" : "; ") +
           (last.empty() ? "" : "its console: " + (is_told ? "" : panic + " ... ") + last);
}

QemuProcess::QemuProcess(QemuMachine machine, std::string errors, process::Deadline deadline,
                         const std::stop_token& stop)
    : machine_(std::move(machine)), errors_(std::move(errors)), child_(start()), monitor_(connect(deadline, stop))
{
}

process::Child QemuProcess::start() const
{
    check_length(machine_.monitor);
    check_length(machine_.seed_port);
    for (const Link& link : machine_.links)
    {
        check_length(link.member);
        check_length(link.switch_socket);
    }
    ::unlink(machine_.monitor.c_str());
    ::unlink(machine_.seed_port.c_str());
    const auto errors = create_file(errors_, 0600);
    create_file(machine_.console, 0600);
    return process::Child::start({.program = require_qemu(), .arguments = qemu_arguments(machine_)},
                                 {.errors = errors.get()});
}

Qmp QemuProcess::connect(process::Deadline deadline, const std::stop_token& stop)
{
    const process::StopSignal signal(stop);
    while (::access(machine_.monitor.c_str(), F_OK) != 0 && process::Clock::now() < deadline && !signal.raised())
    {
        if (child_.wait(process::in(std::chrono::milliseconds(5)), signal))
        {
            throw Error(found(rules::not_started, {}, machine_.name + ": " + last_words()));
        }
    }
    try
    {
        return Qmp::connect(machine_.monitor, deadline, stop);
    }
    catch (const Error& error)
    {
        if (child_.wait(process::in(std::chrono::milliseconds(200)), process::StopSignal{std::stop_token{}}))
        {
            throw Error(found(rules::not_started, {}, machine_.name + ": " + last_words()));
        }
        throw;
    }
}

void QemuProcess::quit(process::Deadline deadline)
{
    monitor_.quit();
    child_.wait(deadline, process::StopSignal{std::stop_token{}});
    child_.end(std::chrono::seconds(1));
}

std::string QemuProcess::last_words() const
{
    return words_of(read_file_if_there(errors_), read_file_if_there(machine_.console));
}

std::string qemu_fingerprint(bool kvm)
{
    const std::string program = require_qemu();
    struct stat status{};
    ::stat(program.c_str(), &status);
    std::string text = program + " " + std::to_string(status.st_size) + " " + std::to_string(status.st_mtim.tv_sec) +
                       "." + std::to_string(status.st_mtim.tv_nsec);
    if (kvm)
    {
        std::ifstream processors("/proc/cpuinfo");
        for (std::string line; std::getline(processors, line);)
        {
            if (line.starts_with("model name") || line.starts_with("flags"))
            {
                text += "\n" + line;
            }
            if (line.empty())
            {
                break; // the others are the same
            }
        }
    }
    return text;
}

void create_overlay(const std::string& path, const std::string& base, const std::string& base_format)
{
    ::unlink(path.c_str());
    process::run_or_throw({.program = process::require_tool("qemu-img", "qemu-utils"),
                           .arguments = {"create", "-q", "-f", "qcow2", "-F", base_format, "-b", base, path}});
}

} // namespace edgepool::local
