// SPDX-License-Identifier: Apache-2.0
#include "cli/views/deliveries_view.h"

#include <ostream>

#include <fmt/format.h>

#include "cli/views/results_view.h"

namespace edgepool::cli
{

namespace
{

bool is_news(const recipe::TaskReport& task)
{
    return task.state == recipe::State::changed || task.state == recipe::State::would_change;
}

doc::Value task_json(const recipe::TaskReport& task)
{
    return doc::Object{{"number", static_cast<std::int64_t>(task.number)},
                       {"name", as_utf8(task.name)},
                       {"state", std::string(to_string(task.state))},
                       {"seconds", task.seconds},
                       {"why", as_utf8(task.why)},
                       {"output", as_utf8(task.output)}};
}

doc::Value machine_json(const MachineResult& result, const day1::Delivery& delivery)
{
    doc::List tasks;
    for (const recipe::TaskReport& task : delivery.ended)
    {
        tasks.push_back(task_json(task));
    }
    const recipe::Closing closing = delivery.closing.value_or(recipe::Closing{});
    return doc::Object{{"name", result.name},
                       {"well", !result.failure.has_value()},
                       {"outcome", result.failure ? outcome(result) : std::string()},
                       {"changed", static_cast<std::int64_t>(closing.changed)},
                       {"seconds", result.time.count()},
                       {"tasks", std::move(tasks)}};
}

} // namespace

void show_delivery(const std::string& machine, const day1::Delivery& delivery, day1::Mode mode, Console& console)
{
    if (!delivery.well())
    {
        return; // the failure is told with the others, at the end
    }
    const recipe::Closing& closing = *delivery.closing;
    const char* const what = mode == day1::Mode::check ? "would change" : "changed";
    if (closing.changed == 0)
    {
        console.out << fmt::format("{}: nothing {} ({} tasks, {:.1f} s)\n", machine, what, delivery.tasks,
                                   closing.seconds);
        return;
    }
    console.out << fmt::format("{}: {} {}, {} as they should be, in {:.1f} s\n", machine, closing.changed, what,
                               closing.unchanged, closing.seconds);
    for (const recipe::TaskReport& task : delivery.ended)
    {
        if (is_news(task))
        {
            console.out << fmt::format("  {} ({:.1f} s)\n", task.name, task.seconds);
        }
    }
}

doc::Value deliveries_json(const std::string& testbed, const std::vector<MachineResult>& results,
                           const Deliveries& deliveries)
{
    doc::List machines;
    for (const MachineResult& result : results)
    {
        machines.push_back(machine_json(result, deliveries.at(result.name)));
    }
    return doc::Object{{"testbed", testbed}, {"machines", std::move(machines)}};
}

} // namespace edgepool::cli
