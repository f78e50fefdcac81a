// SPDX-License-Identifier: Apache-2.0
#include "handlespace/handlespace.h"

#include <algorithm>
#include <numeric>
#include <variant>

namespace edgepool::handlespace
{

namespace
{

using namespace std::chrono_literals;

/// A process cannot have ended and another one have begun in less; a report can have overtaken another by that.
constexpr auto least_life = 250ms;

/// Who floods us with names shall not have us look through all of them each time.
constexpr auto time_between_clearings = 1s;

/// RSPLIB reports each session for itself, and as protocol 0 until it knows which one it speaks.
bool is_session(const Link& link)
{
    return link.peer.role == Role::element &&
           (link.payload_protocol >= first_session_protocol || link.payload_protocol == 0);
}

std::vector<Link> links_of(const Report& report, std::size_t most)
{
    std::map<std::pair<Name, std::uint32_t>, Link> links;
    for (const Association& association : report.associations)
    {
        const std::pair key(association.peer, association.payload_protocol);
        if (links.size() == most && !links.contains(key))
        {
            continue;
        }
        Link& link = links[key];
        link.peer = association.peer;
        link.payload_protocol = association.payload_protocol;
        ++link.count;
        link.oldest = std::max(link.oldest, association.age);
    }
    std::vector<Link> all;
    all.reserve(links.size());
    for (const auto& [key, link] : links)
    {
        all.push_back(link);
    }
    return all;
}

/// Overtaken by what is known already, or the same again.
bool is_late(const Component& known, const Report& report, Clock::time_point now)
{
    return report.age <= known.age && now - report.age < known.started + least_life;
}

} // namespace

unsigned Component::sessions() const
{
    return std::accumulate(links.begin(), links.end(), 0U,
                           [](unsigned sum, const Link& link) { return sum + (is_session(link) ? link.count : 0); });
}

std::optional<Name> Component::registrar() const
{
    const auto found = std::ranges::find(links, asap_protocol, &Link::payload_protocol);
    return found != links.end() ? std::optional(found->peer) : std::nullopt;
}

std::uint64_t Counts::all_malformed() const
{
    return std::accumulate(malformed.begin(), malformed.end(), std::uint64_t{0});
}

Silence silence_of(std::chrono::microseconds interval)
{
    // What cannot be meant shows no dead component as alive, and no living one as dead.
    const auto meant = std::clamp<std::chrono::microseconds>(interval, 250ms, 60s);
    return {.until_stale = 4 * meant, .until_gone = std::max<std::chrono::microseconds>(30s, 10 * meant)};
}

void Handlespace::take(std::string_view source, View datagram, Clock::time_point now)
{
    const auto read = read_report(datagram);
    if (const auto* const flaw = std::get_if<Flaw>(&read))
    {
        ++counts_.malformed.at(static_cast<std::size_t>(*flaw));
        return;
    }
    take(source, std::get<Report>(read), now);
}

void Handlespace::take(std::string_view source, const Report& report, Clock::time_point now)
{
    Component* const component = place_for(source, report.sender, now);
    if (component == nullptr)
    {
        ++counts_.refused;
        return;
    }
    if (component->reports > 0 && is_late(*component, report, now))
    {
        ++counts_.late;
        return;
    }
    ++counts_.taken;
    update(*component, report, now);
}

/// Nullptr: there is no room.
Component* Handlespace::place_for(std::string_view source, const Name& name, Clock::time_point now)
{
    const auto found = components_.find(std::pair(name, source));
    if (found != components_.end())
    {
        return &found->second;
    }
    if (!has_room_for(source) && (!cleared_ || now >= *cleared_ + time_between_clearings))
    {
        forget(now);
    }
    if (!has_room_for(source))
    {
        return nullptr;
    }
    Component& fresh = components_[Key(name, source)];
    fresh.source = source;
    fresh.name = name;
    ++of_source_[fresh.source];
    return &fresh;
}

bool Handlespace::has_room_for(std::string_view source) const
{
    const auto found = of_source_.find(source);
    return components_.size() < bounds_.components &&
           (found == of_source_.end() || found->second < bounds_.of_a_source);
}

void Handlespace::update(Component& component, const Report& report, Clock::time_point now) const
{
    const bool is_first = component.reports == 0;
    const bool is_restart = !is_first && report.age <= component.age;
    component.restarts += is_restart ? 1 : 0;
    // A report that was on its way for long makes its sender look younger.
    component.started =
        is_first || is_restart ? now - report.age : std::min(component.started, Clock::time_point(now - report.age));
    component.heard = now;
    component.age = report.age;
    component.interval = report.interval;
    component.life = report.is_final ? Life::ended : Life::alive;
    component.status = report.status;
    component.workload = report.is_final ? std::nullopt : report.workload;
    component.links = links_of(report, bounds_.links);
    component.location = report.location.empty() ? component.location : report.location;
    ++component.reports;
}

void Handlespace::forget(Clock::time_point now)
{
    cleared_ = now;
    std::erase_if(components_, [&](const auto& each) {
        const Component& component = each.second;
        const bool is_gone = now - component.heard >= silence_of(component.interval).until_gone;
        if (is_gone && --of_source_[component.source] == 0)
        {
            of_source_.erase(component.source);
        }
        return is_gone;
    });
}

std::vector<Component> Handlespace::look(Clock::time_point now)
{
    forget(now);
    std::vector<Component> seen;
    seen.reserve(components_.size());
    for (auto& [key, component] : components_)
    {
        const bool is_silent = now - component.heard >= silence_of(component.interval).until_stale;
        if (component.life == Life::alive && is_silent)
        {
            component.life = Life::stale;
        }
        seen.push_back(component);
    }
    return seen;
}

std::map<Name, unsigned> sessions_by_element(const std::vector<Component>& components)
{
    std::map<Name, unsigned> sessions;
    for (const Component& component : components)
    {
        for (const Link& link : component.links)
        {
            if (component.name.role == Role::user && component.life == Life::alive && is_session(link))
            {
                sessions[link.peer] += link.count;
            }
        }
    }
    return sessions;
}

} // namespace edgepool::handlespace
