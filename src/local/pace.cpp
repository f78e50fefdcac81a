// SPDX-License-Identifier: Apache-2.0
#include "local/pace.h"

#include <fstream>
#include <string>

#include <unistd.h>

#include "base/error.h"
#include "process/rules.h"
#include "process/wait.h"

namespace edgepool::local
{

namespace
{

constexpr auto window = std::chrono::milliseconds(150);
constexpr auto longest_turn = std::chrono::seconds(20); ///< who is busy for longer has other work
constexpr auto pause = std::chrono::milliseconds(10);

} // namespace

std::uint64_t ticks_of(int pid)
{
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text);
    std::size_t begin = text.rfind(')') + 1;
    for (int word = 2; word < 14 && begin < text.size(); ++word)
    {
        begin = text.find(' ', begin) + 1;
    }
    const std::size_t second = text.find(' ', begin) + 1;
    return text.empty()
               ? 0
               : std::stoull("0" + text.substr(begin, second - begin)) + std::stoull("0" + text.substr(second));
}

void Pace::take_turn(const std::stop_token& stop, bool at_once)
{
    const process::StopSignal signal(stop);
    while (!try_to_take(at_once))
    {
        if (!process::sleep_until(process::in(pause), signal))
        {
            throw Error(found(process::rules::interrupted, {}, "waiting for a processor"));
        }
    }
}

void Pace::is_running(int machine)
{
    const std::lock_guard lock(mutex_);
    --beginning_;
    const Clock::time_point now = Clock::now();
    newcomers_.push_back({.machine = machine, .since = now, .looked = now, .ticks = ticks_(machine)});
}

void Pace::has_done(int machine)
{
    const std::lock_guard lock(mutex_);
    std::erase_if(newcomers_, [&](const Newcomer& newcomer) { return newcomer.machine == machine; });
}

void Pace::give_up()
{
    const std::lock_guard lock(mutex_);
    --beginning_;
}

bool Pace::try_to_take(bool at_once)
{
    const std::lock_guard lock(mutex_);
    const Clock::time_point now = Clock::now();
    std::erase_if(newcomers_, [&](Newcomer& newcomer) { return has_settled(newcomer, now); });
    if (!at_once && beginning_ + newcomers_.size() >= at_once_)
    {
        return false;
    }
    ++beginning_;
    return true;
}

/// It used less than a third of a processor for a while, or is gone.
bool Pace::has_settled(Newcomer& newcomer, Clock::time_point now) const
{
    if (now - newcomer.since > longest_turn)
    {
        return true;
    }
    if (now - newcomer.looked < window)
    {
        return false;
    }
    const std::uint64_t ticks = ticks_(newcomer.machine);
    const bool is_gone = ticks < newcomer.ticks;
    const double used = static_cast<double>(ticks - newcomer.ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    const double time = std::chrono::duration<double>(now - newcomer.looked).count();
    newcomer.looked = now;
    newcomer.ticks = ticks;
    return is_gone || used < time / 3;
}

} // namespace edgepool::local
