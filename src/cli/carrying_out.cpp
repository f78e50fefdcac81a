// SPDX-License-Identifier: Apache-2.0
#include "cli/carrying_out.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>

#include "cli/views/table.h"
#include "doc/write.h"
#include "run/bill.h"
#include "run/json_sink.h"
#include "run/plain_sink.h"
#include "run/terminal_sink.h"
#include "run/thread_runner.h"
#include "run/words.h"

namespace edgepool::cli
{

namespace
{

constexpr std::size_t threads = 4; ///< no step waits in them

std::unique_ptr<run::Sink> sink_for(const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        return std::make_unique<run::JsonSink>(console.out);
    }
    if (console.err_is_terminal)
    {
        return std::make_unique<run::TerminalSink>(console.err, console.width, console.err_color);
    }
    return std::make_unique<run::PlainSink>(console.err);
}

/// Machines are what people look for; anything else says what it is.
std::string name_in_bill(const plan::Id& id)
{
    return id.kind == plan::machine_kind ? id.name : id.kind + " " + id.name;
}

/// A column for each phase, the most expensive first.
std::string bill_text(const run::Bill& bill, Color color)
{
    constexpr std::size_t most_phases = 5;
    std::vector<std::string> head{"TIME OF", "TOTAL"};
    const std::size_t count = std::min(bill.phases.size(), most_phases);
    for (std::size_t i = 0; i < count; ++i)
    {
        head.push_back(bill.phases[i].phase);
    }
    Table table(std::move(head));
    for (const run::BillRow& row : bill.rows)
    {
        std::vector<std::string> cells{name_in_bill(row.id), run::to_text(row.total)};
        for (std::size_t i = 0; i < count; ++i)
        {
            const auto phase = std::ranges::find(row.phases, bill.phases[i].phase, &run::PhaseTime::phase);
            cells.push_back(phase == row.phases.end() ? "-" : run::to_text(phase->spent));
        }
        table.add(std::move(cells));
    }
    return table.text(color);
}

std::string count_text(std::size_t count, std::string_view what)
{
    return fmt::format("{} {}", count, what);
}

std::string result_text(const plan::Plan& plan, const run::Result& result, const run::Bill& bill)
{
    std::string text = count_text(result.count(run::Ending::done), "done");
    for (const auto& [ending, what] :
         {std::pair{run::Ending::failed, "failed"}, std::pair{run::Ending::skipped, "skipped"},
          std::pair{run::Ending::left, "left"}, std::pair{run::Ending::not_begun, "not begun"}})
    {
        const std::size_t count = result.count(ending);
        text += count > 0 ? ", " + count_text(count, what) : "";
    }
    const std::size_t kept = plan.count(plan::Verb::keep);
    text += kept > 0 ? ", " + count_text(kept, "kept as they were") : "";
    return text + " in " + run::to_text(bill.total) + "\n";
}

Exit exit_for(const run::Result& result)
{
    if (result.interrupted)
    {
        return Exit::interrupted;
    }
    return result.all_done() ? Exit::done : Exit::failed;
}

} // namespace

std::string plan_text(const plan::Plan& plan, Color /*color*/)
{
    std::string text;
    for (const plan::Action& action : plan.actions)
    {
        const char sign = action.verb == plan::Verb::create    ? '+'
                          : action.verb == plan::Verb::remove  ? '-'
                          : action.verb == plan::Verb::replace ? '~'
                                                               : ' ';
        if (action.verb != plan::Verb::keep)
        {
            text += fmt::format("{} {}\n", sign, to_string(action));
        }
    }
    return text;
}

doc::Value plan_json(const plan::Plan& plan)
{
    doc::List actions;
    for (const plan::Action& action : plan.actions)
    {
        actions.emplace_back(doc::Object{{"verb", std::string(plan::to_string(action.verb))},
                                         {"kind", action.id().kind},
                                         {"name", action.id().name},
                                         {"site", action.id().site},
                                         {"why", action.why}});
    }
    return doc::Object{
        {"actions", std::move(actions)}, {"changes-nothing", plan.changes_nothing()}, {"destroys", plan.destroys()}};
}

Exit carry_out(const plan::Plan& plan, TestbedSites& sites, const Interrupt& interrupt, const Arguments& arguments,
               Console& console)
{
    const auto sink = sink_for(arguments, console);
    run::Recorder recorder;
    run::Tee both({sink.get(), &recorder});
    run::ThreadRunner runner(threads, interrupt.token());
    const run::Result result =
        run::execute(plan, sites.site(), runner, both, {.limits = sites.site().limits()}, interrupt.token());
    const run::Bill bill = run::bill_of(recorder.events());
    if (!arguments.has("json"))
    {
        console.out << bill_text(bill, console.out_color) << result_text(plan, result, bill);
    }
    if (result.interrupted)
    {
        console.err << "interrupted: the same command goes on from here\n";
    }
    return exit_for(result);
}

} // namespace edgepool::cli
