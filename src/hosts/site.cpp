// SPDX-License-Identifier: Apache-2.0
#include "hosts/site.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <thread>
#include <utility>

#include <pwd.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "day1/connect.h"
#include "hosts/rules.h"
#include "model/layout.h"
#include "plan/wanted.h"
#include "recipe/script.h"
#include "run/parts.h"
#include "ssh/rules.h"

namespace edgepool::hosts
{

namespace
{

/// A machine that is there may be slow; one that is not is noticed sooner.
constexpr auto time_to_say = std::chrono::seconds(60);
constexpr auto time_to_connect = std::chrono::seconds(10);
constexpr std::size_t most_at_once = 64;

plan::Id id_of(const model::Machine& machine)
{
    return {.kind = std::string(plan::machine_kind), .name = machine.name, .site = machine.site};
}

run::Reach reach_of(const model::Host& host, const model::Site& site, const std::string& user)
{
    return {.address = host.address,
            .port = host.port,
            .user = host.user.empty() ? user : host.user,
            .host_key = host.host_key,
            .identity_file = site.key};
}

bool has_hosts(const model::Testbed& testbed, const std::string& name)
{
    const model::Site* const site = testbed.site(name);
    return site != nullptr && site->via == model::Via::hosts;
}

/// A machine without the file has become nothing yet; who may not look into it is told so.
std::string question(const std::string& user)
{
    const std::string file(recipe::digest_file);
    return "if [ -e " + file + " ]; then " + day1::as_root(user) + "cat " + file + "; fi";
}

} // namespace

HostsSite::HostsSite(const model::Testbed& testbed, const std::string& user)
{
    for (const model::Machine& machine : lay_out(testbed).machines)
    {
        if (has_hosts(testbed, machine.site))
        {
            machines_.push_back(id_of(machine));
        }
    }
    for (const model::Machine& machine : plan::largest_layout(testbed).machines)
    {
        if (machine.host)
        {
            const model::Site& site = *testbed.site(machine.site);
            run::Reach& reach = reaches_[id_of(machine)] = reach_of(*machine.host, site, user);
            if (site.jump)
            {
                reach.through.push_back(reach_of(*site.jump, site, user));
            }
        }
    }
}

std::vector<plan::Observed> HostsSite::observe(const std::stop_token& /*stop*/)
{
    std::vector<plan::Observed> found;
    found.reserve(machines_.size());
    for (const plan::Id& machine : machines_)
    {
        found.push_back({.id = machine, .origin = plan::Origin::given});
    }
    return found;
}

/// No plan makes or removes what was given.
run::Job HostsSite::job(const plan::Action& /*action*/, plan::TaskKind /*kind*/)
{
    return {.step = std::make_unique<run::PartsStep>(std::vector<run::Part>{})};
}

std::optional<run::Reach> HostsSite::reach(const plan::Id& machine)
{
    const auto known = reaches_.find(machine);
    return known != reaches_.end() ? std::optional(known->second) : std::nullopt;
}

std::string HostsSite::recall(const plan::Id& machine, const std::stop_token& stop)
{
    run::Memory memory = ask(machine, stop);
    if (memory.silence)
    {
        throw Error(*std::move(memory.silence), Retry::may_help);
    }
    return memory.text;
}

std::vector<run::Memory> HostsSite::recall_all(std::span<const plan::Id> machines, const std::stop_token& stop)
{
    std::vector<run::Memory> memories(machines.size());
    std::atomic<std::size_t> next = 0;
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = std::min(most_at_once, machines.size()); i > 0; --i)
        {
            threads.emplace_back([&] {
                for (std::size_t each = next++; each < machines.size(); each = next++)
                {
                    memories[each] = ask(machines[each], stop);
                }
            });
        }
    }
    if (stop.stop_requested())
    {
        throw Error(found(ssh::rules::stopped, {}, "asking machines", "run the same command again to go on"));
    }
    return memories;
}

/// A machine that does not answer is something to tell, and no failure of the others.
run::Memory HostsSite::ask(const plan::Id& machine, const std::stop_token& stop) const
{
    try
    {
        const run::Reach& reach = reaches_.at(machine);
        ssh::Patience patience = ssh::patience_of(time_to_say, stop);
        patience.longest_connecting = time_to_connect;
        ssh::Session session = day1::connect(machine.name, reach, patience);
        const ssh::Printed printed = run_quietly(session, question(reach.user), patience);
        if (!printed.ended.well())
        {
            return {.silence = found(rules::not_told, {}, machine.name + ": " + utf8::printable(printed.err),
                                     "log in as root, or let the user run 'sudo' without a password")};
        }
        return {.text = printed.out.substr(0, printed.out.find('\n'))};
    }
    catch (const Error& error)
    {
        return {.silence = error.diagnostic()};
    }
}

std::string own_user_name()
{
    const passwd* const user = ::getpwuid(::geteuid());
    return user != nullptr ? user->pw_name : "root";
}

} // namespace edgepool::hosts
