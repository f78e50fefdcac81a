// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace edgepool::cli
{

/// As long as it lives, Ctrl-C (and SIGTERM) asks to stop instead of ending the program. It has to be there before any
/// other thread: threads inherit that the signals wait for it.
class Interrupt
{
public:
    Interrupt();
    Interrupt(const Interrupt&) = delete;
    Interrupt& operator=(const Interrupt&) = delete;
    ~Interrupt();

    std::stop_token token() const { return source_.get_token(); }
    bool came() const { return source_.stop_requested(); }

private:
    void listen();

    std::stop_source source_{};
    int signals_ = -1;
    int end_ = -1;
    std::thread listener_{};
};

} // namespace edgepool::cli
