// SPDX-License-Identifier: Apache-2.0
#include "local/kvm.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "local/kvm_guest.h"
#include "process/wait.h"

namespace edgepool::local
{

namespace
{

using process::Clock;
using process::Deadline;
using process::Descriptor;
using process::StopSignal;

struct Step
{
    std::string_view name{};
    bool (KvmGuest::*take)() = nullptr;
};

constexpr std::array steps{
    Step{"ask for its version", &KvmGuest::has_the_known_interface},
    Step{"create a machine", &KvmGuest::create_machine},
    Step{"create its interrupt controller", &KvmGuest::create_interrupts},
    Step{"give it memory", &KvmGuest::set_memory},
    Step{"create its processor", &KvmGuest::create_processor},
    Step{"run real mode", &KvmGuest::count_in_real_mode},
    Step{"run long mode", &KvmGuest::count_in_long_mode},
};

/// What the child reports: the number of the step that it begins, then this or one of the two after it.
constexpr char done = 'D';
constexpr char failed = 'F';
constexpr char denied = 'P';

void report(int pipe, char what)
{
    [[maybe_unused]] const ssize_t written = ::write(pipe, &what, 1);
}

/// In the child of a fork of a program that may have threads: system calls only.
[[noreturn]] void try_all(int pipe, const char* device)
{
    KvmGuest guest;
    report(pipe, '0');
    if (!guest.open(device))
    {
        report(pipe, errno == EACCES || errno == EPERM ? denied : failed);
        ::_exit(1);
    }
    for (std::size_t index = 0; index < steps.size(); ++index)
    {
        report(pipe, static_cast<char>('1' + index));
        if (!(guest.*steps.at(index).take)())
        {
            report(pipe, failed);
            ::_exit(1);
        }
    }
    report(pipe, done);
    ::_exit(0);
}

std::string name_of_step(char number)
{
    const auto index = static_cast<std::size_t>(number - '0');
    return index == 0 ? "open it" : std::string(steps.at(index - 1).name);
}

/// A child within a system call that never returns may not even die of SIGKILL; it is not waited for without end.
void end_child(pid_t child)
{
    ::kill(child, SIGKILL);
    const StopSignal never{std::stop_token{}};
    for (const Deadline deadline = process::in(std::chrono::seconds(1));
         ::waitpid(child, nullptr, WNOHANG) == 0 && Clock::now() < deadline;)
    {
        process::sleep_until(process::in(std::chrono::milliseconds(5)), never);
    }
}

/// All that the child says until its end or the limit.
std::string listen(const Descriptor& pipe, std::chrono::milliseconds limit)
{
    const StopSignal never{std::stop_token{}};
    const Deadline deadline = process::in(limit);
    std::string said;
    std::array<process::Watched, 1> wait{{{.descriptor = pipe.get()}}};
    while (Clock::now() < deadline && never.wait(wait, deadline) == process::Woken::ready)
    {
        std::array<char, 64> block{};
        const ssize_t count = ::read(pipe.get(), block.data(), block.size());
        if (count <= 0)
        {
            break;
        }
        said.append(block.data(), static_cast<std::size_t>(count));
    }
    return said;
}

Kvm judge(const std::string& said)
{
    const char last = said.empty() ? '0' : said.back();
    const std::string step = said.size() < 2 ? name_of_step('0') : name_of_step(said[said.size() - 2]);
    switch (last)
    {
    case done:
        return {.state = Kvm::State::usable};
    case denied:
        return {.state = Kvm::State::no_permission};
    case failed:
        return {.state = Kvm::State::broken, .step = step};
    default:
        return {.state = Kvm::State::hangs, .step = name_of_step(last)};
    }
}

} // namespace

Kvm probe_kvm(const std::string& device, std::chrono::milliseconds limit)
{
    std::array<int, 2> ends{};
    if (::access(device.c_str(), F_OK) != 0 || ::pipe2(ends.data(), O_CLOEXEC) != 0)
    {
        return {.state = Kvm::State::absent};
    }
    const Descriptor reading(ends[0]);
    Descriptor writing(ends[1]);
    const pid_t child = ::fork();
    if (child == 0)
    {
        try_all(writing.get(), device.c_str());
    }
    writing.close();
    const std::string said = listen(reading, limit);
    if (child > 0)
    {
        end_child(child);
    }
    return judge(said);
}

std::string explain(const Kvm& kvm)
{
    const std::string emulated = "; machines run emulated: about 10 times slower, and without address randomization";
    switch (kvm.state)
    {
    case Kvm::State::usable:
        return "KVM works";
    case Kvm::State::absent:
        return "no KVM (there is no /dev/kvm)" + emulated +
               ". If this computer has virtualisation (vmx or svm in /proc/cpuinfo), switch it on in its firmware";
    case Kvm::State::no_permission:
        return "no KVM (you may not use /dev/kvm)" + emulated +
               ". To change that: sudo usermod -aG kvm $USER, then log in anew";
    case Kvm::State::hangs:
        return "no usable KVM (it hangs at: " + kvm.step + ")" + emulated;
    case Kvm::State::broken:
        return "no usable KVM (it fails at: " + kvm.step + ")" + emulated;
    }
    return {};
}

} // namespace edgepool::local
