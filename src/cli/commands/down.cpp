// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>

#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/input.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array options{file_option};

Exit run_down(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const Interrupt interrupt;
    TestbedSites sites(*testbed);
    const local::FileLock lock = lock_testbed(testbed->name, interrupt.token());
    if (interrupt.came())
    {
        return Exit::interrupted;
    }
    const plan::Plan plan = sites.plan_down(interrupt.token());
    Exit exit = Exit::done;
    if (!plan.actions.empty())
    {
        exit = carry_out(plan, sites, interrupt, arguments, console);
    }
    else if (!arguments.has("json"))
    {
        console.out << "testbed '" << testbed->name << "' has nothing that could be taken down\n";
    }
    if (exit == Exit::done)
    {
        sites.tidy();
    }
    return exit;
}

} // namespace

constexpr Command down_command{
    .name = "down", .synopsis = "remove all that 'up' made of the testbed", .options = options, .run = run_down};

} // namespace edgepool::cli
