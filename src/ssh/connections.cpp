// SPDX-License-Identifier: Apache-2.0
#include "ssh/connections.h"

#include <algorithm>
#include <chrono>

#include "ssh/waiting.h"

namespace edgepool::ssh
{

namespace
{

/// How long a wish to stop may go unseen.
constexpr std::chrono::milliseconds slice{50};

std::unique_lock<std::timed_mutex> lock(std::timed_mutex& mutex, const Waiting& waiting)
{
    std::unique_lock<std::timed_mutex> held(mutex, std::defer_lock);
    while (!held.try_lock_for(slice))
    {
        waiting.check();
    }
    return held;
}

} // namespace

std::shared_ptr<Connections::Kept> Connections::find(const std::string& name)
{
    const std::lock_guard guard(mutex_);
    auto& kept = kept_[name];
    if (kept == nullptr)
    {
        kept = std::make_shared<Kept>();
    }
    return kept;
}

void Connections::with(const Machine& machine, const Patience& patience, const std::function<void(Session&)>& use)
{
    const auto kept = find(machine.name);
    const auto held = lock(kept->in_use, Waiting(machine.name, patience));
    if (!kept->session || !kept->session->is_open() || kept->machine != machine)
    {
        kept->session.reset();
        kept->session = Session::connect(machine, keys_, patience);
        kept->machine = machine;
    }
    use(*kept->session);
}

void Connections::forget(const std::string& machine)
{
    const std::lock_guard guard(mutex_);
    kept_.erase(machine);
}

} // namespace edgepool::ssh
