// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "ssh/private_key.h"
#include "ssh/session.h"

namespace edgepool::bench
{

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin);
/// How long one call takes.
double seconds_of(const std::function<void()>& work);
/// The middle one of several runs.
double median(std::vector<double> values);

/// Calls `work` for 0, 1, ... with as many threads as this computer has processors, as `up` does. Returns when all are
/// done; the first failure is thrown then.
void for_each_at_once(std::size_t count, const std::function<void(std::size_t)>& work);

/// Until sshd answers, asked in short tries: the network of an emulated machine takes connections before the machine
/// does.
void wait_for_greeting(std::uint16_t port);
/// Until a command has run there, by whatever time that takes; the machine must show its key.
void wait_for_log_in(const ssh::Machine& machine, const ssh::PrivateKey& key);

/// The memory of a process in MB, what it shares with others divided among them (PSS).
double proportional_memory(int pid);

} // namespace edgepool::bench
