// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>

#include "local/seed_port.h"

namespace edgepool::local
{

/// The ports to machines that were given something to do when they were started, each until somebody has heard what its
/// machine says of it.
class FirstWords
{
public:
    void keep(const std::string& machine, SeedPort port);

    /// All lines, until the machine has done what it was given. False: it is not known here, or its words broke off.
    /// Throws Error if it was to stop.
    bool hear(const std::string& machine, const std::function<void(std::string_view line)>& on_line,
              std::chrono::seconds within, const std::stop_token& stop);

private:
    std::mutex mutex_{};
    std::map<std::string, SeedPort, std::less<>> ports_{};
};

} // namespace edgepool::local
