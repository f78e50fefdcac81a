// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "ssh/patience.h"
#include "ssh/session.h"

namespace edgepool::ssh
{

/// One connection to each machine, kept and used again: to make one costs a machine many times what a command does.
/// Many threads may use it; those who want the same machine wait for each other.
class Connections
{
public:
    explicit Connections(Keys keys) : keys_(std::move(keys)) {}

    /// Lets `use` have the session with that machine. It is made anew if there is none, or if it has broken, or if the
    /// machine has another address or key than before.
    void with(const Machine& machine, const Patience& patience, const std::function<void(Session&)>& use);

    /// Ends the session with that machine, if there is one and nobody uses it.
    void forget(const std::string& machine);

private:
    struct Kept
    {
        std::timed_mutex in_use{};
        Machine machine{};
        std::optional<Session> session{};
    };

    std::shared_ptr<Kept> find(const std::string& name);

    Keys keys_;
    std::mutex mutex_{};
    std::map<std::string, std::shared_ptr<Kept>> kept_{};
};

} // namespace edgepool::ssh
