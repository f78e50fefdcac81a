// SPDX-License-Identifier: Apache-2.0
#include "cli/views/spread_view.h"

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "cli/views/table.h"

namespace edgepool::cli
{

namespace
{

bool says_waiting(const Spread& spread)
{
    return std::ranges::any_of(spread.foreseen, [](const SpreadStep& step) { return step.waiting > 0; });
}

/// Whole numbers as such; means with one digit.
std::string number_text(double number)
{
    return std::abs(number - std::round(number)) < 0.05 ? fmt::format("{:.0f}", number) : fmt::format("{:.1f}", number);
}

std::string headline(const model::Testbed& testbed, const Spread& spread)
{
    return fmt::format("pool '{}' of testbed {}, {}: {} session{}{}\n\n", testbed.pool.handle, testbed.name,
                       name_of(testbed.pool.policy), spread.foreseen.size(), spread.foreseen.size() == 1 ? "" : "s",
                       spread.seen.empty() ? ", as foreseen" : ", foreseen / seen");
}

doc::Value step_json(const Spread& spread, const SpreadStep& step)
{
    doc::Object sessions;
    for (std::size_t group = 0; group < spread.groups.size(); ++group)
    {
        sessions.emplace_back(spread.groups[group], step.sessions[group]);
    }
    return doc::Object{{"sessions", std::move(sessions)}, {"refusals", step.refusals}, {"waiting", step.waiting}};
}

doc::List steps_json(const Spread& spread, const std::vector<SpreadStep>& steps)
{
    doc::List list;
    for (const SpreadStep& step : steps)
    {
        list.push_back(step_json(spread, step));
    }
    return list;
}

std::vector<double> column_of(const std::vector<SpreadStep>& steps, std::size_t group)
{
    std::vector<double> column;
    column.reserve(steps.size());
    for (const SpreadStep& step : steps)
    {
        column.push_back(step.sessions[group]);
    }
    return column;
}

/// The cells of one number of sessions: of each group, then what found no place at once.
std::vector<std::string> cells(const Spread& spread, std::size_t number, bool with_waiting)
{
    const SpreadStep& foreseen = spread.foreseen[number];
    const SpreadStep* const seen = number < spread.seen.size() ? &spread.seen[number] : nullptr;
    std::vector<std::string> row{std::to_string(number + 1)};
    const auto add = [&](double expected, const std::string& other) {
        row.push_back(number_text(expected) + (spread.seen.empty() ? "" : " / " + other));
    };
    for (std::size_t group = 0; group < spread.groups.size(); ++group)
    {
        add(foreseen.sessions[group], seen != nullptr ? number_text(seen->sessions[group]) : "-");
    }
    add(foreseen.refusals, seen != nullptr ? number_text(seen->refusals) : "-");
    if (with_waiting)
    {
        row.push_back(number_text(foreseen.waiting));
    }
    return row;
}

} // namespace

std::string spread_text(const model::Testbed& testbed, const Spread& spread)
{
    const bool with_waiting = says_waiting(spread);
    std::vector<std::string> head{"SESSIONS"};
    head.insert(head.end(), spread.groups.begin(), spread.groups.end());
    head.emplace_back("REFUSALS");
    if (with_waiting)
    {
        head.emplace_back("WAITING");
    }
    Table table(std::move(head));
    for (std::size_t number = 0; number < spread.foreseen.size(); ++number)
    {
        table.add(cells(spread, number, with_waiting));
    }
    return headline(testbed, spread) + table.text(Color::off);
}

doc::Value spread_json(const model::Testbed& testbed, const Spread& spread)
{
    doc::Object value{{"testbed", testbed.name},
                      {"pool", testbed.pool.handle},
                      {"policy", name_of(testbed.pool.policy)},
                      {"foreseen", steps_json(spread, spread.foreseen)}};
    value.emplace_back("seen", spread.seen.empty() ? doc::Value() : doc::Value(steps_json(spread, spread.seen)));
    return value;
}

drawing::SpreadChart spread_chart(const model::Testbed& testbed, const Spread& spread)
{
    drawing::SpreadChart chart{.title = fmt::format("{}: where sessions go", testbed.pool.handle),
                               .subtitle = fmt::format("policy {}, {} sessions that stay", name_of(testbed.pool.policy),
                                                       spread.foreseen.size())};
    for (std::size_t group = 0; group < spread.groups.size(); ++group)
    {
        chart.groups.push_back({.name = spread.groups[group],
                                .foreseen = column_of(spread.foreseen, group),
                                .seen = column_of(spread.seen, group)});
    }
    return chart;
}

} // namespace edgepool::cli
