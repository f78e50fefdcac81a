// SPDX-License-Identifier: Apache-2.0
#include "local/site.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <thread>

#include "base/error.h"
#include "local/additions.h"
#include "local/files.h"
#include "local/gaps.h"
#include "local/observe.h"
#include "local/programs.h"
#include "local/room.h"
#include "local/rules.h"
#include "local/sight.h"
#include "local/user_key.h"
#include "local/wires.h"
#include "process/wait.h"
#include "run/parts.h"
#include "ssh/session.h"
#include "wire/client.h"

namespace edgepool::local
{

namespace
{

using plan::Id;
using plan::Observed;
using plan::Resource;
using plan::State;

unsigned processors()
{
    return std::max(1U, std::thread::hardware_concurrency());
}

constexpr auto time_to_settle = std::chrono::seconds(30);
constexpr auto time_to_log_in = std::chrono::seconds(60);
constexpr auto between_log_ins = std::chrono::milliseconds(100);

Observed observed(const Resource& record, State state, std::string note)
{
    Observed found{.id = record.id, .state = state, .note = std::move(note), .properties = record.properties};
    found.claims = record.claims;
    for (const plan::Dependency& need : record.needs)
    {
        found.needs.push_back(need.on);
    }
    return found;
}

} // namespace

LocalSite::LocalSite(Folders folders, const model::Testbed& testbed, FirstStart first)
    : folders_(std::move(folders)),
      testbed_(testbed),
      first_(std::move(first)),
      places_(testbed),
      records_(folders_.testbed_state(testbed.name)),
      supplies_(folders_, first_.prepared, testbed.image),
      pace_(processors())
{
}

/// One switch carries a network to all sites of this computer, so it is there once.
std::vector<Resource> LocalSite::complete(std::vector<Resource> plain) const
{
    const auto is_local = [&](const Id& id) {
        const model::Site* const site = testbed_.site(id.site);
        return site != nullptr && site->via == model::Via::local;
    };
    const auto move_here = [&](Id& id) {
        if (id.kind == plan::network_kind && is_local(id))
        {
            id.site = networks_site;
        }
    };
    const std::string additions = to_string(additions_of(testbed_.image));
    std::set<Id> there;
    std::vector<Resource> completed;
    for (Resource& resource : plain)
    {
        move_here(resource.id);
        for (plan::Dependency& need : resource.needs)
        {
            move_here(need.on);
        }
        if (!additions.empty() && resource.id.kind == plan::machine_kind && is_local(resource.id))
        {
            resource.properties.push_back({"what is added to the image", additions});
        }
        if (there.insert(resource.id).second)
        {
            completed.push_back(std::move(resource));
        }
    }
    return completed;
}

std::vector<Observed> LocalSite::observe(const std::stop_token& /*stop*/)
{
    const std::map<std::string, Sight, std::less<>> machines = look_at_machines(folders_, testbed_.name);
    const bool has_switch = wire::SwitchClient::find(folders_.testbed_runtime(testbed_.name)).has_value();
    std::vector<Observed> all;
    std::set<std::string, std::less<>> recorded;
    for (const Resource& record : records_.all())
    {
        if (record.id.kind == plan::network_kind)
        {
            all.push_back(observed(record, has_switch ? State::whole : State::unfinished,
                                   has_switch ? "" : "the switch of the networks is not there"));
            continue;
        }
        recorded.insert(record.id.name);
        const auto found = machines.find(record.id.name);
        const Sight sight = found == machines.end() ? Sight{.note = "its process is gone"} : found->second;
        all.push_back(observed(record, sight.state, sight.note));
        all.back().handle = sight.handle;
    }
    for (const auto& [name, sight] : machines)
    {
        if (!recorded.contains(name))
        {
            all.push_back({.id = {std::string(plan::machine_kind), name, std::string(networks_site)},
                           .state = State::broken,
                           .note = "nothing says what it was made as"});
        }
    }
    return all;
}

run::Limits LocalSite::limits() const
{
    // One at a time: so machines start in the order of the plan, and elements find their registrar.
    return {{"wiring", 1},
            {"image", 1},
            {"golden machine", 1},
            {"waiting for a processor", 1},
            {"starting", processors()},
            {"logging in", processors()}};
}

run::Job LocalSite::job(const plan::Action& action, plan::TaskKind kind)
{
    return kind == plan::TaskKind::create ? creation_of(*action.wanted)
                                          : removal_of(action.id(), action.verb == plan::Verb::remove);
}

run::Job LocalSite::creation_of(const Resource& resource)
{
    const auto settle = [this, resource](const OnProgress&, const std::stop_token& stop) {
        records_.write(resource);
        settle_networks(stop);
    };
    if (resource.id.kind == plan::network_kind)
    {
        return {.step = std::make_unique<run::PartsStep>(std::vector<run::Part>{{"wiring", settle}}),
                .phase = "wiring"};
    }
    std::vector<run::Part> parts = parts_of_start(resource);
    parts.insert(parts.begin(), {"wiring", settle});
    return {.step = std::make_unique<run::PartsStep>(std::move(parts)),
            .phase = "wiring",
            .within = std::chrono::minutes(30)};
}

std::vector<run::Part> LocalSite::parts_of_start(const Resource& machine)
{
    std::vector<run::Part> parts{
        {"image",
         [this](const OnProgress& on_progress, const std::stop_token& stop) { supplies_.image(on_progress, stop); }},
        {"golden machine",
         [this, id = machine.id](const OnProgress& on_progress, const std::stop_token& stop) {
             supplies_.golden(places_.shape_of(id.name, supplies_.kvm().usable()), on_progress, stop);
         }},
        {"waiting for a processor",
         [this](const OnProgress&, const std::stop_token& stop) { pace_.take_turn(stop, supplies_.kvm().usable()); }},
        {"starting", [this, machine](const OnProgress&, const std::stop_token& stop) { start(machine, stop); }}};
    // Who is given something to do says itself how it goes. A log-in costs an emulated processor more than a second.
    if (!first_.work(machine.id.name))
    {
        parts.push_back({"logging in", [this, id = machine.id](const OnProgress&, const std::stop_token& stop) {
                             log_in(id, stop);
                         }});
    }
    return parts;
}

run::Job LocalSite::removal_of(const Id& id, bool for_good)
{
    const auto remove = [this, id, for_good](const OnProgress&, const std::stop_token& stop) {
        if (id.kind == plan::machine_kind)
        {
            stop_machine(folders_, testbed_.name, id.name);
        }
        if (for_good)
        {
            records_.remove(id);
            settle_networks(stop);
        }
    };
    return {.step = std::make_unique<run::PartsStep>(std::vector<run::Part>{{"stopping", remove}}),
            .phase = "stopping"};
}

/// Several machines at once, and perhaps several runs of edgepool, come here: each makes the switch what all say.
void LocalSite::settle_networks(const std::stop_token& stop) const
{
    const std::string state = folders_.testbed_state(testbed_.name);
    make_folder(state, 0700);
    make_private_folder(folders_.runtime);
    const FileLock lock = FileLock::take(state + "/switch.lock", process::in(time_to_settle), stop);
    if (!lock.held())
    {
        throw Error(found(rules::in_use, {}, "another edgepool holds " + state + "/switch.lock", "let it end first"),
                    Retry::may_help);
    }
    settle_switch(folders_.testbed_runtime(testbed_.name), state + "/switch.log",
                  wiring_for(testbed_.name, records_.all()), stop);
}

std::string LocalSite::prepare(const plan::Plan& plan)
{
    std::vector<Shape> started;
    bool starts = false;
    for (const plan::Action& action : plan.actions)
    {
        const bool is_machine = action.wanted && action.id().kind == plan::machine_kind;
        starts = starts || (is_machine && action.verb != plan::Verb::keep);
        // One that is replaced leaves its room to its successor.
        if (is_machine && action.verb == plan::Verb::create)
        {
            started.push_back(places_.shape_of(action.id().name, supplies_.kvm().usable()));
        }
    }
    if (!starts)
    {
        return {};
    }
    const bool has_image = supplies_.has_image();
    check_room(room_for(started, has_image), free_room(folders_), folders_);
    require_programs(!has_image);
    return explain(supplies_.kvm());
}

void LocalSite::start(const Resource& machine, const std::stop_token& stop)
{
    MachineSpec spec = places_.spec_of(machine.id.name, supplies_.kvm().usable(), folders_);
    const auto work = first_.work(machine.id.name);
    if (work)
    {
        std::ranges::copy(work->files, std::back_inserter(spec.files));
        spec.files.push_back({.path = std::string(seed::first_command_path), .mode = 0700, .content = work->command});
    }
    try
    {
        Started started =
            start_machine(folders_, supplies_.image({}, stop), supplies_.golden(spec.shape, {}, stop), spec, stop);
        if (work && started.port)
        {
            first_words_.keep(spec.name, *std::move(started.port));
        }
    }
    catch (const Error&)
    {
        pace_.give_up();
        throw;
    }
    const auto there = observe_machine(folders_, testbed_.name, spec.name);
    pace_.is_running(there ? there->pid : 0);
}

/// The first log-in finds code that no machine has run yet; until sshd listens, it is refused.
void LocalSite::log_in(const Id& machine, const std::stop_token& stop)
{
    const auto there = reach(machine);
    if (!there)
    {
        throw Error(found(rules::silent, {}, machine.name + " has ended"), Retry::may_help);
    }
    const ssh::PrivateKey key = ssh::PrivateKey::from_file(there->identity_file);
    const ssh::Machine who{.name = machine.name,
                           .address = there->address,
                           .port = there->port,
                           .user = there->user,
                           .host_key = there->host_key};
    const process::StopSignal signal(stop);
    const ssh::Patience patience = ssh::patience_of(time_to_log_in, stop);
    for (;;)
    {
        try
        {
            ssh::Session session = ssh::Session::connect(who, key, patience);
            (void)ssh::run_quietly(session, "true", patience);
            return;
        }
        catch (const Error& error)
        {
            if (error.retry() == Retry::useless || ssh::Clock::now() > patience.deadline ||
                !process::sleep_until(process::in(between_log_ins), signal))
            {
                throw;
            }
        }
    }
}

std::optional<run::Reach> LocalSite::reach(const Id& machine)
{
    const auto there = observe_machine(folders_, testbed_.name, machine.name);
    if (!there || !there->ready)
    {
        return std::nullopt;
    }
    return run::Reach{.address = "127.0.0.1",
                      .port = there->reach.port,
                      .user = "root",
                      .host_key = there->reach.host_key,
                      .identity_file = user_key(folders_).private_key_file};
}

/// Bound to the process, as its readiness is; it goes with the machine's folder.
std::string LocalSite::recall(const Id& machine, const std::stop_token& /*stop*/)
{
    const auto there = observe_machine(folders_, testbed_.name, machine.name);
    const std::string folder = folders_.machine_state(testbed_.name, machine.name) + "/";
    const std::string known = there && there->ready ? read_file_if_there(folder + std::string(memory_file)) : "";
    const std::string mark = read_file_if_there(folder + std::string(ready_file)) + "\n";
    return known.starts_with(mark) ? known.substr(mark.size()) : "";
}

void LocalSite::remember(const Id& machine, const std::string& text)
{
    const std::string folder = folders_.machine_state(testbed_.name, machine.name) + "/";
    const std::string mark = read_file_if_there(folder + std::string(ready_file)) + "\n";
    write_file(folder + std::string(memory_file), mark + text, 0600);
}

bool LocalSite::hear_first_work(const Id& machine, const run::OnWords& on_line, std::chrono::seconds within,
                                const std::stop_token& stop)
{
    const bool heard = first_words_.hear(machine.name, on_line, within, stop);
    if (const auto there = observe_machine(folders_, testbed_.name, machine.name))
    {
        pace_.has_done(there->pid);
    }
    return heard;
}

std::set<unsigned> LocalSite::gaps(const run::Group& group, const std::stop_token& /*stop*/)
{
    return read_gaps(folders_.testbed_state(testbed_.name), group.name);
}

void LocalSite::leave_gaps(const run::Group& group, const std::set<unsigned>& numbers)
{
    write_gaps(folders_.testbed_state(testbed_.name), group.name, numbers);
}

std::string LocalSite::console_of(const std::string& machine) const
{
    return folders_.machine_state(testbed_.name, machine) + "/" + std::string(console_file);
}

void LocalSite::tidy() const
{
    if (!records_.all().empty())
    {
        return;
    }
    // Whoever removed the last record may have been killed before the switch was told.
    if (wire::SwitchClient::find(folders_.testbed_runtime(testbed_.name)))
    {
        settle_networks({});
    }
    remove_leftovers(folders_, testbed_.name);
}

} // namespace edgepool::local
