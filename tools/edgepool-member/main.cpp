// SPDX-License-Identifier: Apache-2.0
// The program for inside the machines: what a member of a pool does there beyond RSPLIB's own programs.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "member/run.h"

namespace
{

/// A second signal means now. What comes at once with the first is the same wish: timeout(1) sends each signal twice.
constexpr std::chrono::seconds one_wish{1};

/// Which signal asked the program to end.
struct Ending
{
    std::stop_source stop{};
    std::atomic<int> signal = 0;
};

sigset_t signals_that_end()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}

/// The signals have to be blocked before there is any other thread, RSPLIB's among them.
std::shared_ptr<Ending> listen_for_ending()
{
    const sigset_t signals = signals_that_end();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);
    auto ending = std::make_shared<Ending>();
    std::thread([ending, signals] {
        int signal = 0;
        sigwait(&signals, &signal);
        ending->signal = signal;
        ending->stop.request_stop();
        const auto first = std::chrono::steady_clock::now();
        do
        {
            sigwait(&signals, &signal);
        }
        while (std::chrono::steady_clock::now() < first + one_wish);
        std::_Exit(static_cast<int>(edgepool::member::Exit::interrupted));
    }).detach();
    return ending;
}

} // namespace

int main(int count, char** words)
{
    const std::shared_ptr<Ending> ending = listen_for_ending();
    edgepool::member::Console console{.out = std::cout,
                                      .err = std::cerr,
                                      .stop = ending->stop.get_token(),
                                      .was_told_to_end = [ending] { return ending->signal == SIGTERM; }};
    const std::vector<std::string> arguments(words + std::min(count, 1), words + count);
    const auto exit = edgepool::member::run(arguments, console);
    std::cout.flush();
    // Threads of RSPLIB may wait in the library for what does not come any more.
    std::_Exit(static_cast<int>(exit));
}
