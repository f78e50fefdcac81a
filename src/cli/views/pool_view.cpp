// SPDX-License-Identifier: Apache-2.0
#include "cli/views/pool_view.h"

#include <algorithm>
#include <cmath>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "cli/views/table.h"

namespace edgepool::cli
{

namespace
{

using handlespace::Role;
using std::chrono::seconds;

/// "3 elements", "1 element"
std::string counted(std::size_t count, std::string_view what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::size_t living(const PoolPicture& picture, Role role)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        picture.rows, [role](const PoolRow& row) { return row.role == role && row.state == PoolState::alive; }));
}

unsigned sessions_of_users(const PoolPicture& picture)
{
    unsigned sessions = 0;
    for (const PoolRow& row : picture.rows)
    {
        sessions += row.role == Role::user ? row.sessions.value_or(0) : 0;
    }
    return sessions;
}

/// The two units that matter: "2 d 3 h", "5 min 20 s".
std::string duration_text(seconds time)
{
    constexpr std::int64_t minute = 60;
    constexpr std::int64_t hour = 60 * minute;
    constexpr std::int64_t day = 24 * hour;
    const std::int64_t all = time.count();
    return all >= day      ? fmt::format("{} d {} h", all / day, all % day / hour)
           : all >= hour   ? fmt::format("{} h {} min", all / hour, all % hour / minute)
           : all >= minute ? fmt::format("{} min {} s", all / minute, all % minute)
                           : fmt::format("{} s", all);
}

std::string percent(const std::optional<double>& load)
{
    constexpr double whole = 100;
    return load ? fmt::format("{}%", std::lround(*load * whole)) : "";
}

std::string headline(const PoolPicture& picture)
{
    std::string text =
        fmt::format("pool '{}' of testbed {}, {}: {}, {}, {} with {}\n", picture.pool.handle, picture.testbed,
                    name_of(picture.pool.policy), counted(living(picture, Role::registrar), "registrar"),
                    counted(living(picture, Role::element), "element"), counted(living(picture, Role::user), "user"),
                    counted(sessions_of_users(picture), "session"));
    if (picture.malformed > 0)
    {
        text += fmt::format("dropped: {} that were no reports\n", counted(picture.malformed, "datagram"));
    }
    if (picture.lost > 0)
    {
        text += fmt::format("lost: {} that came too quickly\n", counted(picture.lost, "report"));
    }
    return text;
}

std::string truth_text(const PoolPicture& picture)
{
    if (!picture.truth)
    {
        return {};
    }
    std::string text = fmt::format("\nregistrar {} names {}", picture.truth->registrar,
                                   counted(picture.truth->elements.size(), "element"));
    if (picture.differences.empty())
    {
        return text + ", as the machines report\n";
    }
    text += "; it differs from what the machines report:\n";
    for (const Difference& difference : picture.differences)
    {
        text += fmt::format("  {} {}: {}\n", difference.machine.empty() ? "?" : difference.machine,
                            identifier_text(difference.identifier), difference.what);
    }
    return text;
}

template <typename Number>
doc::Value or_nothing(const std::optional<Number>& number)
{
    return number ? doc::Value(*number) : doc::Value();
}

doc::Value text_or_nothing(const std::string& text)
{
    return text.empty() ? doc::Value() : doc::Value(text);
}

std::string time_text(std::chrono::system_clock::time_point at)
{
    return fmt::format("{:%FT%TZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(at)));
}

doc::Value row_json(const PoolRow& row, std::chrono::system_clock::time_point at)
{
    return doc::Object{
        {"machine", row.machine},
        {"site", row.site},
        {"role", to_string(row.role)},
        {"id", identifier_text(row.identifier)},
        {"state", to_string(row.state)},
        {"parameters", text_or_nothing(row.parameters)},
        {"load", or_nothing(row.load)},
        {"sessions", row.sessions ? doc::Value(std::int64_t{*row.sessions}) : doc::Value()},
        {"since", row.up ? doc::Value(time_text(at - *row.up)) : doc::Value()},
        {"up_s", row.up ? doc::Value(std::int64_t{row.up->count()}) : doc::Value()},
        {"restarts", std::int64_t{row.restarts}},
        {"registrar", text_or_nothing(row.registrar)},
        {"says", text_or_nothing(row.says)},
    };
}

doc::Value truth_json(const PoolPicture& picture)
{
    doc::List elements;
    for (const RegisteredElement& element : picture.truth->elements)
    {
        elements.emplace_back(doc::Object{{"id", identifier_text(element.identifier)},
                                          {"home", identifier_text(element.home)},
                                          {"load", or_nothing(element.load)}});
    }
    doc::List differences;
    for (const Difference& difference : picture.differences)
    {
        differences.emplace_back(doc::Object{{"id", identifier_text(difference.identifier)},
                                             {"machine", text_or_nothing(difference.machine)},
                                             {"what", difference.what}});
    }
    return doc::Object{{"registrar", picture.truth->registrar},
                       {"elements", std::move(elements)},
                       {"differences", std::move(differences)}};
}

} // namespace

PoolPicture pool_picture(const model::Testbed& testbed, const model::Layout& layout, const PoolSight& sight)
{
    PoolPicture picture{.testbed = testbed.name,
                        .pool = testbed.pool,
                        .rows = pool_rows(testbed, layout, sight),
                        .malformed = sight.malformed};
    for (const auto& [machine, stream] : sight.streams)
    {
        picture.malformed += stream.tally.malformed;
        picture.lost += stream.tally.lost;
    }
    return picture;
}

std::string pool_text(const PoolPicture& picture, Color color)
{
    Table table({"ROLE", "MACHINE", "SITE", "ID", "STATE", "POLICY", "LOAD", "SESSIONS", "UP", "RESTARTS", "REGISTRAR",
                 "SAYS"});
    for (const PoolRow& row : picture.rows)
    {
        table.add({std::string(to_string(row.role)), row.machine, row.site, identifier_text(row.identifier),
                   std::string(to_string(row.state)), row.parameters, percent(row.load),
                   row.sessions ? fmt::format("{}", *row.sessions) : "", row.up ? duration_text(*row.up) : "",
                   row.restarts > 0 ? fmt::format("{}", row.restarts) : "", row.registrar, row.says});
    }
    return headline(picture) + table.text(color) + truth_text(picture);
}

doc::Value pool_json(const PoolPicture& picture, std::chrono::system_clock::time_point at)
{
    doc::List members;
    for (const PoolRow& row : picture.rows)
    {
        members.push_back(row_json(row, at));
    }
    doc::Value value = doc::Object{
        {"testbed", picture.testbed},
        {"pool", picture.pool.handle},
        {"policy", name_of(picture.pool.policy)},
        {"sessions", std::int64_t{sessions_of_users(picture)}},
        {"members", std::move(members)},
        {"malformed", static_cast<std::int64_t>(picture.malformed)},
        {"lost", static_cast<std::int64_t>(picture.lost)},
    };
    if (picture.truth)
    {
        value["asked"] = truth_json(picture);
    }
    return value;
}

} // namespace edgepool::cli
