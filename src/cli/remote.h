// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "cli/machines.h"
#include "ssh/patience.h"
#include "ssh/session.h"

/// Many machines at once.
namespace edgepool::cli
{

/// How something ended on one machine.
struct MachineResult
{
    std::string name{};
    ssh::Ended ended{};
    std::string out{};
    std::string err{};
    bool is_cut = false;                 ///< there was more output than is kept
    std::optional<Diagnostic> failure{}; ///< it did not run, or nobody knows how it ended
    std::chrono::duration<double> time{};

    bool well() const { return !failure && ended.well(); }
};

enum class Stream
{
    out,
    err,
};

struct RemoteWork
{
    std::chrono::seconds timeout{3600}; ///< for each machine, log-in included
    std::stop_token stop{};
    std::size_t at_once = 16;
    std::chrono::seconds answer_within{0}; ///< how long a machine that may be booting is tried again
    /// Called when a machine is begun with, why it is waited for, and when it is over; from many threads.
    std::function<void(const std::string& machine)> on_begin = [](const std::string&) {};
    std::function<void(const std::string& machine, const Diagnostic& why)> on_wait = [](const std::string&,
                                                                                        const Diagnostic&) {};
    std::function<void(const MachineResult& result)> on_end = [](const MachineResult&) {};
    /// Called as the outputs come, from one thread at a time. Without it they are kept in the results.
    std::function<void(const std::string& machine, Stream stream, std::string_view piece)> on_piece{};
    /// Called for each machine, from one thread at a time and in the order of the machines.
    std::function<void(const MachineResult& result)> on_result{};
};

/// A machine that is logged in to.
struct AtWork
{
    const run::Reach& reach;
    ssh::Session& session;
    const ssh::Patience& patience;
    const ssh::Streams& streams;
};

/// Logs in to all of the machines and has `work` done on each. What goes wrong on one is part of its result.
std::vector<MachineResult> on_each(const std::vector<NamedReach>& machines, const RemoteWork& how,
                                   const std::function<void(const AtWork& at, MachineResult& result)>& work);

/// Runs the command on all of the machines.
std::vector<MachineResult> run_on_each(const std::vector<NamedReach>& machines, const std::string& command,
                                       const RemoteWork& how);

} // namespace edgepool::cli
