// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "wire/answers.h"
#include "wire/handle.h"
#include "wire/wiring.h"

namespace edgepool::wire
{

/// The switch of a testbed, as the tool sees it. Each question waits for at most a few seconds; then, or if the switch
/// says no, an Error.
class SwitchClient
{
public:
    static constexpr std::chrono::milliseconds usual_patience{3000};

    /// None if no switch lives in that folder: no file, or only what a dead one left behind.
    static std::optional<SwitchClient> find(const std::string& folder,
                                            std::chrono::milliseconds patience = usual_patience);

    /// One that was just started. None if it did not appear in time, or somebody wants to stop.
    static std::optional<SwitchClient> wait_for(const std::string& folder, std::chrono::milliseconds patience,
                                                const std::stop_token& stop = {});

    /// The process is known from the kernel, not from what the switch says.
    const Identity& identity() const { return identity_; }

    AllCounters counters();
    Wiring wiring();
    void apply(const Change& change);
    /// Makes it know this and nothing else. What stays the same is not disturbed.
    void rewire(const Wiring& wanted);

    /// Returns when its process has ended and its files are gone.
    void quit();

private:
    using Clock = std::chrono::steady_clock;

    SwitchClient(std::string folder, Handle socket, std::chrono::milliseconds patience);

    void check_peer();
    std::string ask(std::string_view request);
    void send(std::string_view text) const;
    void wait_for_input(const Handle& of, Clock::time_point deadline) const;
    /// False at the end of the connection.
    bool receive(std::string& text, Clock::time_point deadline) const;
    [[noreturn]] void fail_to_answer(const std::string& why) const;

    std::string folder_;
    Handle socket_;
    Handle process_{};
    std::chrono::milliseconds patience_;
    Identity identity_{};
};

/// The command line of a switch for that folder; its wiring must be written first. It stays in the foreground.
std::vector<std::string> switch_command(const std::string& program, const std::string& folder);

} // namespace edgepool::wire
