// SPDX-License-Identifier: Apache-2.0
#include "cli/visiting.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/diagnostics.h"
#include "base/error.h"
#include "base/rule.h"
#include "base/source.h"
#include "cli/json_members.h"
#include "cli/remote.h"
#include "doc/read_json.h"
#include "roles/roles.h"
#include "ssh/shell.h"

namespace edgepool::cli
{

namespace
{

using std::chrono::milliseconds;

constexpr Rule nobody_served{"pool.nobody-served", "no element serves the user"};

/// So slowly does a user look at packets that all sessions together keep no machine busy, and so quickly that an
/// element does not take it for gone.
constexpr milliseconds pace{100};
/// After the last session has begun.
constexpr milliseconds stay{5000};

milliseconds time_of(const Visit& visit)
{
    return visit.sessions * visit.apart + stay;
}

/// Rows of a picture that lasts as long, at that pace.
unsigned height_of(const Visit& visit, unsigned width)
{
    constexpr double points_of_a_packet = 324;
    constexpr double packets_on_the_way = 500; // they are computed and sent before anybody looks at them
    constexpr double margin = 1.5;
    constexpr double least = 64;
    constexpr double most = 4096;
    const double packets = packets_on_the_way + margin * static_cast<double>(time_of(visit) / pace);
    return static_cast<unsigned>(std::clamp(std::ceil(packets * points_of_a_packet / width), least, most));
}

std::string seconds_text(milliseconds time)
{
    return fmt::format("{}", std::chrono::duration<double>(time).count());
}

} // namespace

std::string visit_command(const model::Testbed& testbed, const model::Layout& layout, const Visit& visit)
{
    constexpr unsigned width = 1024;
    std::vector<std::string> words{roles::member_program, "render", "--handle", testbed.pool.handle};
    for (const std::string& registrar : roles::registrar_endpoints(testbed, layout))
    {
        words.insert(words.end(), {"--registrar", registrar});
    }
    const std::string sessions = std::to_string(visit.sessions);
    words.insert(words.end(), {"--output", "/tmp/edgepool-spread", "--sessions", sessions, "--count", sessions,
                               "--apart", seconds_text(visit.apart), "--pace", seconds_text(pace), "--deadline",
                               seconds_text(time_of(visit)), "--width", std::to_string(width), "--height",
                               std::to_string(height_of(visit, width)), "--iterations", "10"});
    return ssh::shell_command(words);
}

VisitLog::VisitLog(const model::Testbed& testbed, const model::Layout& layout,
                   std::function<void(std::size_t, const std::string&)> on_served)
    : groups_(testbed.elements.size()), on_served_(std::move(on_served))
{
    for (const model::Machine& machine : layout.machines)
    {
        if (machine.role == model::Role::element)
        {
            const auto group = std::ranges::find(testbed.elements, machine.group, &model::ElementGroup::name);
            elements_[roles::identifier_of(testbed, machine)] = {
                .machine = machine.name, .group = static_cast<std::size_t>(group - testbed.elements.begin())};
        }
    }
}

void VisitLog::take(std::string_view piece)
{
    rest_ += piece;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n'))
    {
        std::string line = rest_.substr(0, end);
        rest_.erase(0, end + 1);
        read(std::move(line));
    }
}

void VisitLog::read(std::string line)
{
    Diagnostics diagnostics;
    const auto said = doc::read_json(std::make_shared<const Source>("render", std::move(line)), diagnostics);
    if (!said)
    {
        return;
    }
    const std::string event = text_in(*said, "event");
    const auto session = static_cast<std::int64_t>(number_in(*said, "session").value_or(0));
    if (event == "served")
    {
        refusals_ += number_in(*said, "refusals").value_or(0);
        serve(session, identifier_in(*said, "element"),
              [&](const std::string& machine) { on_served_(static_cast<std::size_t>(session), machine); });
        steps_.push_back(step());
    }
    else if (event == "failover")
    {
        refusals_ += number_in(*said, "attempts").value_or(1) - 1;
        serve(session, identifier_in(*said, "to"), [](const std::string&) {});
    }
}

void VisitLog::serve(std::int64_t session, std::uint64_t element, const std::function<void(const std::string&)>& told)
{
    const auto found = elements_.find(element);
    if (found != elements_.end())
    {
        group_of_session_[session] = found->second.group;
        told(found->second.machine);
    }
}

SpreadStep VisitLog::step() const
{
    SpreadStep step{.sessions = std::vector<double>(groups_, 0), .refusals = refusals_};
    for (const auto& [session, group] : group_of_session_)
    {
        ++step.sessions[group];
    }
    return step;
}

std::vector<SpreadStep>
visit_pool(const NamedReach& user, const model::Testbed& testbed, const model::Layout& layout, const Visit& visit,
           const std::stop_token& stop,
           const std::function<void(std::size_t session, const std::string& machine)>& on_served)
{
    constexpr auto time_to_log_in = std::chrono::seconds(60);
    const model::Service service = testbed.elements.front().service;
    if (service != model::Service::fractal)
    {
        throw Error(found(nobody_served, {},
                          "sessions of the service 'fractal' are opened, and the pool's is '" +
                              std::string(name_of(service)) + "'",
                          "leave out '--see'"));
    }
    VisitLog log(testbed, layout, on_served);
    std::string complaint;
    const RemoteWork how{.timeout = std::chrono::ceil<std::chrono::seconds>(time_of(visit)) + time_to_log_in,
                         .stop = stop,
                         .on_piece = [&](const std::string&, Stream stream, std::string_view piece) {
                             stream == Stream::out ? log.take(piece) : static_cast<void>(complaint += piece);
                         }};
    const auto results = run_on_each({user}, visit_command(testbed, layout, visit), how);
    const auto& failure = results.front().failure;
    if (failure && !stop.stop_requested())
    {
        throw Error(*failure);
    }
    if (log.steps().empty() && !stop.stop_requested())
    {
        throw Error(found(nobody_served, {}, user.name + ": " + complaint.substr(0, complaint.find('\n')),
                          "'edgepool pool --ask' shows who is in the pool"));
    }
    return log.steps();
}

} // namespace edgepool::cli
