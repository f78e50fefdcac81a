// SPDX-License-Identifier: Apache-2.0
#include "cli/interrupt.h"

#include <array>
#include <csignal>
#include <cstdint>

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace edgepool::cli
{

namespace
{

sigset_t asked_to_end()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

} // namespace

Interrupt::Interrupt() : end_(::eventfd(0, EFD_CLOEXEC))
{
    const sigset_t signals = asked_to_end();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC);
    listener_ = std::thread([this] { listen(); });
}

Interrupt::~Interrupt()
{
    const std::uint64_t one = 1;
    (void)!::write(end_, &one, sizeof one);
    listener_.join();
    ::close(signals_);
    ::close(end_);
    const sigset_t signals = asked_to_end();
    pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
}

/// A second Ctrl-C means now: what was made is found again by the next run.
void Interrupt::listen()
{
    std::array<pollfd, 2> both{pollfd{.fd = signals_, .events = POLLIN, .revents = 0},
                               pollfd{.fd = end_, .events = POLLIN, .revents = 0}};
    while (::poll(both.data(), both.size(), -1) < 0 || both[1].revents == 0)
    {
        signalfd_siginfo info{};
        if (both[0].revents == 0 || ::read(signals_, &info, sizeof info) != sizeof info)
        {
            continue;
        }
        if (source_.stop_requested())
        {
            constexpr int interrupted = 130;
            ::_exit(interrupted);
        }
        source_.request_stop();
    }
}

} // namespace edgepool::cli
