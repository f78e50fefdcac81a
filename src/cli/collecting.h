// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <semaphore>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "cli/machines.h"
#include "cli/pool_rows.h"
#include "handlespace/frames.h"
#include "handlespace/handlespace.h"
#include "ssh/session.h"

namespace edgepool::cli
{

/// The status reports of machines, each streamed through an SSH connection of its own: what is lost with a machine is
/// what it says of itself. A connection that breaks, or falls silent, is made again.
class Collecting
{
public:
    struct Settings
    {
        /// Logs in to a machine and passes its collector's output on until that ends; ssh::Error as it comes. It is
        /// called by many threads.
        std::function<void(const NamedReach& machine, const std::stop_token& stop,
                           const std::function<void(std::string_view piece)>& out)>
            stream{};
        /// Each report as it came, from one thread at a time.
        std::function<void(handlespace::View datagram)> on_report{};
    };

    explicit Collecting(Settings settings) : settings_(std::move(settings)) {}
    Collecting(const Collecting&) = delete;
    Collecting& operator=(const Collecting&) = delete;
    ~Collecting();

    /// These machines from now on, and no others. One that cannot be reached is tried again when it can.
    void follow(const std::vector<NamedReach>& machines);

    /// What is known by now. Looks after the connections too: it is called every second or so.
    PoolSight look();

    /// Whether every machine has had time to say what it has to say, or cannot be reached.
    bool is_settled();

private:
    using Clock = handlespace::Clock;

    /// A machine, and the thread that has its connection.
    struct Member
    {
        NamedReach machine{};
        ReportStream stream{};
        std::stop_source attempt{}; ///< of the connection that there is
        Clock::time_point opened{};
        Clock::time_point heard{};
        std::jthread thread{};
    };

    void serve(Member& member, const std::stop_token& stop);
    void attempt(Member& member, const std::stop_token& stop);
    void take(Member& member, handlespace::FrameReader& frames, std::string_view piece);
    void heard_of(Member& member);

    Settings settings_;
    std::counting_semaphore<> connecting_{32};
    std::mutex mutex_{};
    handlespace::Handlespace handlespace_{};
    std::map<std::string, std::unique_ptr<Member>> members_{};
};

/// The real thing: runs edgepool-member in the machine.
void stream_reports(const NamedReach& machine, const std::stop_token& stop,
                    const std::function<void(std::string_view piece)>& out);

} // namespace edgepool::cli
