// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <optional>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "cli/carrying_out.h"
#include "cli/commands/commands.h"
#include "cli/draining.h"
#include "cli/elements.h"
#include "cli/input.h"
#include "cli/scaling.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr std::size_t most_words = 1000;

constexpr std::array options{
    file_option,
    drain_option,
};

/// Who goes and why, and which machines are there in the end.
struct Decision
{
    plan::GroupNumbers numbers{};
    Reasons reasons{};
    std::vector<std::string> groups{}; ///< those named
};

void let_go(const Elements& elements, const std::string& group, std::size_t count, Decision& decision)
{
    plan::Numbers& own = decision.numbers.at(group);
    for (const Leaver& leaver : least_loaded(elements.candidates(group, own), count))
    {
        own.erase(leaver.number);
        decision.reasons[element_name(group, leaver.number)] = leaver.why;
    }
}

std::optional<Decision> decide(const Elements& elements, const std::vector<Wish>& wishes, Diagnostics& diagnostics)
{
    Decision decision{.numbers = elements.numbers()};
    bool well = true;
    for (const Wish& wish : wishes)
    {
        plan::Numbers& own = decision.numbers.at(wish.group);
        const auto size = size_after(wish, elements.group(wish.group), own.size(), diagnostics);
        well = well && size.has_value();
        decision.groups.push_back(wish.group);
        if (size && *size > own.size())
        {
            own.merge(plan::free_numbers(own, *size - own.size()));
        }
        else if (size && *size < own.size())
        {
            let_go(elements, wish.group, own.size() - *size, decision);
        }
    }
    return well ? std::optional(std::move(decision)) : std::nullopt;
}

plan::Plan plan_of(const Decision& decision, const Elements& elements, const TestbedSites& sites)
{
    return with_reasons(only_of(sites.plan_to(decision.numbers, elements.found()), decision.groups), decision.reasons);
}

void say_nothing_to_do(const Decision& decision, const plan::Plan& plan, const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        console.out << to_json(plan_json(plan));
        return;
    }
    for (const std::string& group : decision.groups)
    {
        const std::size_t size = decision.numbers.at(group).size();
        console.out << "'" << group << "' has " << size << (size == 1 ? " element" : " elements") << " already\n";
    }
}

Exit scale(const Elements& elements, const Decision& decision, TestbedSites& sites, const Interrupt& interrupt,
           const Arguments& arguments, Console& console)
{
    const plan::Plan plan = plan_of(decision, elements, sites);
    for (const std::string& group : decision.groups)
    {
        elements.leave_gaps_meanwhile(group, decision.numbers.at(group));
    }
    Exit exit = Exit::done;
    if (plan.changes_nothing())
    {
        say_nothing_to_do(decision, plan, arguments, console);
    }
    else
    {
        exit = show_and_carry_out(plan, sites, interrupt, arguments, console);
    }
    for (const std::string& group : exit == Exit::done ? decision.groups : std::vector<std::string>{})
    {
        elements.leave_gaps(group, decision.numbers.at(group));
    }
    return exit;
}

Exit run_scale(const Arguments& arguments, Console& console)
{
    const auto drain = drain_time(arguments, console);
    if (!drain)
    {
        return Exit::usage;
    }
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    Diagnostics diagnostics;
    const auto wishes = parse_wishes(arguments.operands(), *testbed, diagnostics);
    if (!wishes)
    {
        console.say(diagnostics);
        return Exit::usage;
    }
    const Interrupt interrupt;
    TestbedSites sites(*testbed);
    sites.set_drain(*drain);
    const local::FileLock lock = lock_testbed(testbed->name, interrupt.token());
    const Elements elements(*testbed, sites, interrupt);
    const auto decision = decide(elements, *wishes, diagnostics);
    console.say(diagnostics);
    if (interrupt.came())
    {
        return Exit::interrupted;
    }
    return decision ? scale(elements, *decision, sites, interrupt, arguments, console) : Exit::usage;
}

} // namespace

constexpr Command scale_command{
    .name = "scale",
    .synopsis = "change how many elements a group has, without losing a session",
    .options = options,
    .operands = {.name = "GROUP=NUMBER", .least = 1, .most = most_words, .completes = Completes::groups},
    .run = run_scale};

} // namespace edgepool::cli
