// SPDX-License-Identifier: Apache-2.0
#include "cli/collecting.h"

#include <algorithm>
#include <condition_variable>

#include "base/error.h"
#include "base/rule.h"
#include "day1/connect.h"
#include "roles/roles.h"
#include "ssh/patience.h"

namespace edgepool::cli
{

namespace
{

using namespace std::chrono_literals;

constexpr Rule no_collector{"pool.no-collector", "the machine passes no reports on"};

/// A collector says something each second.
constexpr auto longest_silence = 6s;
constexpr auto time_to_connect = 20s;
constexpr auto pause_before_next = 2s;
/// Components report every half second.
constexpr auto time_to_report = 1200ms;
constexpr auto for_ever = std::chrono::hours(24 * 365);

void pause(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
}

} // namespace

Collecting::~Collecting()
{
    follow({});
}

void Collecting::follow(const std::vector<NamedReach>& machines)
{
    std::map<std::string, std::unique_ptr<Member>> gone; // joined without the lock, which their threads may want
    {
        const std::lock_guard guard(mutex_);
        std::map<std::string, std::unique_ptr<Member>> kept;
        for (const NamedReach& machine : machines)
        {
            auto& member = kept[machine.name];
            if (const auto known = members_.find(machine.name); known != members_.end())
            {
                member = std::move(known->second);
                member->machine = machine;
                continue;
            }
            member = std::make_unique<Member>();
            member->machine = machine;
            member->thread = std::jthread([this, &one = *member](const std::stop_token& stop) { serve(one, stop); });
        }
        gone = std::move(members_);
        members_ = std::move(kept);
        for (auto& [name, member] : gone)
        {
            if (member)
            {
                member->thread.request_stop();
                member->attempt.request_stop();
            }
        }
    }
}

void Collecting::serve(Member& member, const std::stop_token& stop)
{
    while (!stop.stop_requested())
    {
        std::string fault;
        try
        {
            attempt(member, stop);
        }
        catch (const Error& error)
        {
            fault = error.diagnostic().detail.empty() ? error.diagnostic().summary : error.diagnostic().detail;
        }
        {
            const std::lock_guard guard(mutex_);
            fault = member.attempt.stop_requested() ? "it fell silent" : fault.empty() ? "the connection ended" : fault;
            member.stream = {.is_open = false, .fault = fault};
        }
        pause(pause_before_next, stop);
    }
}

void Collecting::attempt(Member& member, const std::stop_token& stop)
{
    while (!connecting_.try_acquire_for(100ms))
    {
        if (stop.stop_requested())
        {
            return;
        }
    }
    std::stop_source source;
    const std::stop_callback both(stop, [&source] { source.request_stop(); });
    NamedReach machine;
    {
        const std::lock_guard guard(mutex_);
        member.attempt = source;
        member.opened = Clock::time_point::max();
        member.heard = Clock::now() + time_to_connect;
        machine = member.machine;
    }
    bool holds_place = true;
    const auto give_place = [&] {
        if (std::exchange(holds_place, false))
        {
            connecting_.release();
        }
    };
    handlespace::FrameReader frames;
    try
    {
        settings_.stream(machine, source.get_token(), [&](std::string_view piece) {
            give_place();
            take(member, frames, piece);
        });
    }
    catch (...)
    {
        give_place();
        throw;
    }
    give_place();
}

void Collecting::heard_of(Member& member)
{
    member.heard = Clock::now();
    member.opened = std::min(member.opened, member.heard);
    member.stream.is_open = true;
    member.stream.fault.clear();
}

void Collecting::take(Member& member, handlespace::FrameReader& frames, std::string_view piece)
{
    const std::lock_guard guard(mutex_);
    const handlespace::FrameReader::Sinks sinks{
        .on_report =
            [&](handlespace::View datagram) {
                handlespace_.take(member.machine.name, datagram, Clock::now());
                if (settings_.on_report)
                {
                    settings_.on_report(datagram);
                }
            },
        .on_tally = [&](const handlespace::Tally& tally) { member.stream.tally = tally; }};
    const auto* const octets = reinterpret_cast<const std::uint8_t*>(piece.data());
    if (!frames.take({octets, piece.size()}, sinks))
    {
        throw Error(found(no_collector, {}, "'" + member.machine.name + "' says something else than reports",
                          "a shell that greets who logs in may be the cause"));
    }
    heard_of(member);
}

PoolSight Collecting::look()
{
    const std::lock_guard guard(mutex_);
    const Clock::time_point now = Clock::now();
    PoolSight sight{
        .now = now, .components = handlespace_.look(now), .malformed = handlespace_.counts().all_malformed()};
    for (auto& [name, member] : members_)
    {
        if (now > member->heard + longest_silence)
        {
            member->attempt.request_stop();
            member->stream.is_open = false;
        }
        sight.streams[name] = member->stream;
    }
    return sight;
}

bool Collecting::is_settled()
{
    const std::lock_guard guard(mutex_);
    const Clock::time_point now = Clock::now();
    return std::ranges::all_of(members_, [now](const auto& each) {
        const Member& member = *each.second;
        return member.stream.is_open ? now - member.opened >= time_to_report : !member.stream.fault.empty();
    });
}

void stream_reports(const NamedReach& machine, const std::stop_token& stop,
                    const std::function<void(std::string_view piece)>& out)
{
    if (!machine.reach)
    {
        throw Error(not_running(machine.name));
    }
    ssh::Session session = day1::connect(machine.name, *machine.reach, ssh::patience_of(time_to_connect, stop));
    std::string said;
    const ssh::Streams streams{.out = out, .err = [&said](std::string_view piece) {
                                   constexpr std::size_t most = 1000;
                                   said += piece.substr(0, most - std::min(most, said.size()));
                               }};
    // It ends by itself when the connection does: it writes each second.
    const ssh::Ended ended = session.run(std::string("exec ") + roles::member_program + " collect", streams,
                                         ssh::patience_of(for_ever, stop));
    if (!ended.well())
    {
        throw Error(found(no_collector, {}, "'" + machine.name + "': " + said.substr(0, said.find('\n')),
                          "'edgepool configure' brings the program that collects"));
    }
}

} // namespace edgepool::cli
