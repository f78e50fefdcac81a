// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "plan/plan.h"
#include "plan/tasks.h"
#include "run/step.h"

namespace edgepool::run
{

/// How many steps may be in a phase of that name at once. A phase that is not named has no limit.
using Limits = std::map<std::string, unsigned, std::less<>>;

/// How a machine is reached by SSH.
struct Reach
{
    std::string address{};
    std::uint16_t port = 22;
    std::string user{};
    std::string host_key{};       ///< "ssh-ed25519 AAAA...": the only one that is accepted
    std::string identity_file{};  ///< with the user's private key; empty: the user's agent and own keys
    std::vector<Reach> through{}; ///< the machine that leads there, if this one cannot be reached from here
};

/// What is known of a machine of which something was to be remembered.
struct Memory
{
    std::string text{};                  ///< empty: nothing is remembered
    std::optional<Diagnostic> silence{}; ///< why it does not say
};

using OnWords = std::function<void(std::string_view line)>;

/// Machines that are alike, and a site of theirs.
struct Group
{
    std::string name{};
    std::string site{};
};

/// A place that can have resources of a testbed: this computer, a cloud, an orchestrator, somebody's machines. One
/// object may serve several sites of the testbed file.
class Site
{
public:
    virtual ~Site() = default;

    /// What the site makes of the plain description of its resources: it may add properties (the image's name),
    /// resources of its own kinds, and what needs what. A pure function of the file and the site's settings.
    virtual std::vector<plan::Resource> complete(std::vector<plan::Resource> plain) const { return plain; }

    /// Everything there that belongs to this testbed, from the site's own truth, and nothing of anybody else's.
    virtual std::vector<plan::Observed> observe(const std::stop_token& stop) = 0;

    /// How a task of that action is done. Nothing happens before the step's first call. What both kinds of steps owe,
    /// so that killed runs converge:
    /// - To create goes on from whatever of the resource is there, and leaves what it could not finish.
    /// - To remove is done when nothing is there; what was gone already is no failure.
    /// - To remove for a replacement keeps the name visible (as unfinished) where the site can: the highest number of a
    ///   group says how many it has.
    virtual Job job(const plan::Action& action, plan::TaskKind kind) = 0;

    /// Nothing while the machine has no address or is not known here.
    virtual std::optional<Reach> reach(const plan::Id& machine) = 0;

    virtual Limits limits() const { return {}; }

    /// What was last given to remember of the machine. It is forgotten when the machine ends: nothing of it outlives
    /// what it was said of. Empty: nothing.
    virtual std::string recall(const plan::Id& /*machine*/, const std::stop_token& /*stop*/) { return {}; }
    /// The same of many machines, in their order. Where the machines themselves are asked, all are at the same time.
    virtual std::vector<Memory> recall_all(std::span<const plan::Id> machines, const std::stop_token& stop);
    virtual void remember(const plan::Id& /*machine*/, const std::string& /*text*/) {}

    /// Passes on what a machine says of the work that it was given when this object made it, line by line, until the
    /// work is over; once for each machine. False: this object did not make it, or the words broke off.
    virtual bool hear_first_work(const plan::Id& /*machine*/, const OnWords& /*on_line*/,
                                 std::chrono::seconds /*within*/, const std::stop_token& /*stop*/)
    {
        return false;
    }

    /// The numbers that were last left free in a group of machines. They are known as long as the group has machines.
    virtual std::set<unsigned> gaps(const Group& /*group*/, const std::stop_token& /*stop*/) { return {}; }
    virtual void leave_gaps(const Group& /*group*/, const std::set<unsigned>& /*numbers*/) {}
};

} // namespace edgepool::run
