// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>

#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array options{file_option};

Exit run_plan(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const Interrupt interrupt;
    const plan::Plan plan = TestbedSites(*testbed).plan_up(interrupt.token());
    if (arguments.has("json"))
    {
        console.out << to_json(plan_json(plan));
    }
    else
    {
        console.out << plan_text(plan, console.out_color) << plan::summary(plan) << "\n";
    }
    return Exit::done;
}

} // namespace

constexpr Command plan_command{
    .name = "plan", .synopsis = "show what 'up' would do, and why", .options = options, .run = run_plan};

} // namespace edgepool::cli
