// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <istream>
#include <ostream>
#include <string>

#include "base/rule.h"
#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule not_agreed{"testbed.not-agreed", "nothing was changed"};

constexpr std::array options{
    file_option,
    Option{.name = "yes", .letter = 'y', .says = "Replace and remove without asking."},
};

/// Who makes something new is not asked; who would lose something is.
bool is_agreed(const plan::Plan& plan, const Arguments& arguments, Console& console)
{
    if (!plan.destroys() || arguments.has("yes"))
    {
        return true;
    }
    console.err << "go on? [y/N] " << std::flush;
    std::string answer;
    std::getline(console.in, answer);
    return answer == "y" || answer == "yes";
}

void say_nothing_to_do(const model::Testbed& testbed, const plan::Plan& plan, const Arguments& arguments,
                       Console& console)
{
    if (arguments.has("json"))
    {
        console.out << to_json(plan_json(plan));
        return;
    }
    console.out << "testbed '" << testbed.name << "' is up already: " << plan::summary(plan) << "\n";
}

Exit run_up(const Arguments& arguments, Console& console)
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
    const plan::Plan plan = sites.plan_up(interrupt.token());
    if (plan.changes_nothing())
    {
        say_nothing_to_do(*testbed, plan, arguments, console);
        return Exit::done;
    }
    console.err << plan_text(plan, console.err_color) << plan::summary(plan) << "\n";
    if (const std::string remark = sites.local().prepare(plan); !remark.empty())
    {
        console.err << remark << "\n";
    }
    if (!is_agreed(plan, arguments, console))
    {
        console.say(found(not_agreed, {}, "", "say 'y', or run 'edgepool up --yes'"));
        return Exit::failed;
    }
    return carry_out(plan, sites, interrupt, arguments, console);
}

} // namespace

constexpr Command up_command{
    .name = "up", .synopsis = "make the testbed what its file says", .options = options, .run = run_up};

} // namespace edgepool::cli
