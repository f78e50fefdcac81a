// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <ostream>
#include <string>

#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/states.h"
#include "cli/views/table.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array options{file_option};

/// A machine or network of the file, or one that is there although the file does not say so.
struct Row
{
    plan::Id id{};
    std::string state{};
    std::string note{};
    std::string access{};
    std::string day1{}; ///< whether a machine has become what it is to be; empty: it is to be nothing more
};

std::string note_of(const plan::Action& action)
{
    const bool is_kept = action.verb == plan::Verb::keep;
    return !is_kept ? action.why : action.found->note;
}

/// Whether a machine has become what it is to be.
std::string_view progress_of(const plan::Action& day1)
{
    if (day1.verb == plan::Verb::keep)
    {
        return "done";
    }
    if (!day1.found)
    {
        return "to do";
    }
    return day1.found->state == plan::State::silent ? "unknown" : "outdated";
}

Row row_of(const plan::Action& action, TestbedSites& sites)
{
    Row row{.id = action.id(), .state = std::string(state_of(action)), .note = note_of(action)};
    if (action.found && action.id().kind == plan::machine_kind)
    {
        if (const auto reach = sites.site().reach(action.id()))
        {
            row.access = reach->user + "@" + reach->address + ":" + std::to_string(reach->port);
        }
    }
    return row;
}

/// A machine's day-1 is told in the machine's row.
std::vector<Row> rows_of(const plan::Plan& plan, TestbedSites& sites)
{
    std::map<plan::Id, std::string> day1;
    for (const plan::Action& action : plan.actions)
    {
        if (action.id().kind == day1::day1_kind)
        {
            day1[action.id()] = progress_of(action);
        }
    }
    std::vector<Row> rows;
    for (const plan::Action& action : plan.actions)
    {
        if (action.id().kind != day1::day1_kind)
        {
            rows.push_back(row_of(action, sites));
            const auto known = day1.find(day1::day1_of(action.id()));
            rows.back().day1 = known != day1.end() && action.id().kind == plan::machine_kind ? known->second : "";
        }
    }
    return rows;
}

void write_json(const model::Testbed& testbed, const std::vector<Row>& rows, Console& console)
{
    doc::List all;
    for (const Row& row : rows)
    {
        all.emplace_back(doc::Object{{"kind", row.id.kind},
                                     {"name", row.id.name},
                                     {"site", row.id.site},
                                     {"state", row.state},
                                     {"note", row.note},
                                     {"ssh", row.access},
                                     {"day-1", row.day1}});
    }
    console.out << to_json(doc::Object{{"testbed", testbed.name}, {"resources", std::move(all)}});
}

void write_text(const model::Testbed& testbed, const std::vector<Row>& rows, Console& console)
{
    std::map<std::string, std::size_t> counts;
    Table table({"KIND", "NAME", "SITE", "STATE", "DAY-1", "SSH", "NOTE"});
    for (const Row& row : rows)
    {
        ++counts[row.state];
        table.add({row.id.kind, row.id.name, row.id.site, row.state, row.day1, row.access, row.note});
    }
    console.out << "testbed " << testbed.name << ":";
    std::string separator = " ";
    for (const auto& [state, count] : counts)
    {
        console.out << separator << count << " " << state;
        separator = ", ";
    }
    console.out << "\n" << table.text(console.out_color);
}

Exit run_status(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const Interrupt interrupt;
    TestbedSites sites(*testbed);
    const std::vector<Row> rows = rows_of(sites.plan_up(interrupt.token()), sites);
    arguments.has("json") ? write_json(*testbed, rows, console) : write_text(*testbed, rows, console);
    return Exit::done;
}

} // namespace

constexpr Command status_command{.name = "status",
                                 .synopsis = "show what of the testbed is there, and how to reach it",
                                 .options = options,
                                 .run = run_status};

} // namespace edgepool::cli
