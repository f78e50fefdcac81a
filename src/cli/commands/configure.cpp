// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <ostream>
#include <string>
#include <variant>
#include <vector>

#include "base/rule.h"
#include "base/suggest.h"
#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/live_progress.h"
#include "cli/machines.h"
#include "cli/remote.h"
#include "cli/sites.h"
#include "cli/views/deliveries_view.h"
#include "cli/views/results_view.h"
#include "day1/deliver.h"
#include "doc/write.h"
#include "plan/wanted.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule nothing_to_be{"machine.without-day-1", "machine that has no day-1"};
constexpr Rule unknown_role{"usage.unknown-role", "no such machine, group or role"};

constexpr std::int64_t usual_timeout = 1800;
constexpr std::int64_t usual_width = 64;
constexpr std::size_t most_words = 1000;
constexpr std::chrono::seconds time_to_answer{120}; // of a machine that may be booting

constexpr std::array options{
    file_option,
    Option{.name = "check", .says = "Only say what would change."},
    Option{.name = "script",
           .value = "ROLE",
           .says = "Print the script of that machine, group or role (registrar, element, user) and do nothing."},
    Option{.name = "timeout",
           .value = "SECONDS",
           .says = "How long each machine may take, log-in included; 1800 by default."},
    Option{.name = "parallel", .value = "NUMBER", .says = "How many machines at once; 64 by default."},
};

/// Those that become something, of what the words stand for; each once.
std::optional<std::vector<NamedMachine>> machines_to_configure(const Arguments& arguments,
                                                               const std::vector<NamedMachine>& all,
                                                               const day1::Scripts& scripts, Diagnostics& diagnostics)
{
    std::vector<std::string> words = arguments.operands();
    if (words.empty())
    {
        words.emplace_back("all");
    }
    std::vector<NamedMachine> meant;
    for (const std::string& word : words)
    {
        const auto named = selected(all, word, diagnostics);
        for (const NamedMachine& machine : named.value_or(std::vector<NamedMachine>{}))
        {
            if (scripts.has(machine.id.name) && std::ranges::find(meant, machine) == meant.end())
            {
                meant.push_back(machine);
            }
        }
        if (!named)
        {
            return std::nullopt;
        }
    }
    return meant;
}

Exit print_script(std::string_view word, const model::Testbed& testbed, TestbedSites& sites, Console& console)
{
    std::vector<std::string_view> known;
    const model::Layout layout = plan::largest_layout(testbed);
    for (const model::Machine& machine : layout.machines)
    {
        const std::string_view role = model::name_of(machine.role);
        if (!sites.scripts().has(machine.name))
        {
            continue;
        }
        if (word == machine.name || word == machine.group || word == role)
        {
            console.out << recipe::readable(sites.scripts().recipe_of(machine.name));
            return Exit::done;
        }
        known.push_back(machine.name);
        known.push_back(role);
    }
    console.say(found(unknown_role, {}, "'" + std::string(word) + "'", suggestion(word, known)));
    return Exit::usage;
}

class Configuring
{
public:
    Configuring(TestbedSites& sites, const Arguments& arguments, Console& console)
        : sites_(sites),
          mode_(arguments.has("check") ? day1::Mode::check : day1::Mode::apply),
          is_json_(arguments.has("json")),
          console_(console)
    {
    }

    std::vector<MachineResult> run(const std::vector<NamedMachine>& machines, RemoteWork how)
    {
        std::vector<plan::Id> ids;
        for (const NamedMachine& machine : machines)
        {
            deliveries_[machine.id.name];
            ids_[machine.id.name] = machine.id;
            ids.push_back(day1::day1_of(machine.id));
        }
        // On a terminal, results would be drawn over.
        const bool is_shown_at_once = !is_json_ && !console_.err_is_terminal;
        LiveProgress progress(ids, "configuring", console_);
        how.on_begin = [&](const std::string& machine) { progress.begin(machine); };
        how.on_wait = [&](const std::string& machine, const Diagnostic& why) {
            progress.tell(machine, "waiting for it: " + why.summary);
        };
        how.on_end = [&](const MachineResult& result) { progress.end(result.name, !result.failure); };
        how.on_result = [&](const MachineResult& result) {
            if (is_shown_at_once)
            {
                show(result);
            }
        };
        return on_each(reaches(machines, sites_.machines()), how,
                       [&](const AtWork& at, MachineResult& result) { configure(at, progress, result); });
    }

    void show_all(const std::vector<MachineResult>& results)
    {
        if (!is_json_ && console_.err_is_terminal)
        {
            for (const MachineResult& result : results)
            {
                show(result);
            }
        }
    }

    const Deliveries& deliveries() const { return deliveries_; }

private:
    void show(const MachineResult& result) { show_delivery(result.name, deliveries_.at(result.name), mode_, console_); }

    void configure(const AtWork& at, LiveProgress& progress, MachineResult& result)
    {
        const recipe::Script& script = sites_.scripts().of(result.name);
        const plan::Id& machine = ids_.at(result.name);
        day1::Delivery& delivery = deliveries_.at(result.name);
        const auto tell = [&](const recipe::Line& line) {
            const auto* const task = std::get_if<recipe::TaskReport>(&line);
            if (task != nullptr && task->state == recipe::State::started)
            {
                progress.tell(result.name, task->name);
            }
            if (const auto* const waiting = std::get_if<recipe::Waiting>(&line))
            {
                progress.tell(result.name, "waits for " + waiting->why);
            }
        };
        if (mode_ == day1::Mode::apply)
        {
            sites_.site().remember(machine, {}); // until it has come to its end
        }
        delivery = day1::deliver(at.session, at.reach.user, script, mode_, tell, at.patience);
        result.failure = day1::fault_of(result.name, delivery);
        if (!result.failure && mode_ == day1::Mode::apply)
        {
            sites_.site().remember(machine, script.digest);
        }
    }

    TestbedSites& sites_;
    day1::Mode mode_;
    bool is_json_;
    Console& console_;
    Deliveries deliveries_{}; ///< each machine's own place is there before its thread
    std::map<std::string, plan::Id> ids_{};
};

Exit configure_there(const model::Testbed& testbed, TestbedSites& sites, const RemoteWork& how,
                     const Interrupt& interrupt, const Arguments& arguments, Console& console)
{
    Diagnostics diagnostics;
    const auto machines = machines_to_configure(arguments, machines_of(testbed, sites.machines(), interrupt.token()),
                                                sites.scripts(), diagnostics);
    console.say(diagnostics);
    if (!machines)
    {
        return Exit::usage;
    }
    if (machines->empty())
    {
        console.say(found(nothing_to_be, {}, "none of the machines named is a member of the pool",
                          "'edgepool show' says what each machine is"));
        return Exit::failed;
    }
    Configuring configuring(sites, arguments, console);
    const auto results = configuring.run(*machines, how);
    configuring.show_all(results);
    if (arguments.has("json"))
    {
        console.out << to_json(deliveries_json(testbed.name, results, configuring.deliveries()));
    }
    return conclude(results, interrupt.came(), console);
}

Exit run_configure(const Arguments& arguments, Console& console)
{
    const auto timeout = whole_number("timeout", usual_timeout, arguments, console);
    const auto parallel = whole_number("parallel", usual_width, arguments, console);
    if (!timeout || !parallel)
    {
        return Exit::usage;
    }
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const Interrupt interrupt;
    TestbedSites sites(*testbed);
    if (const auto word = arguments.value("script"))
    {
        return print_script(*word, *testbed, sites, console);
    }
    const local::FileLock lock = lock_testbed(testbed->name, interrupt.token());
    return configure_there(*testbed, sites,
                           {.timeout = std::chrono::seconds(*timeout),
                            .stop = interrupt.token(),
                            .at_once = static_cast<std::size_t>(*parallel),
                            .answer_within = time_to_answer},
                           interrupt, arguments, console);
}

} // namespace

constexpr Command configure_command{
    .name = "configure",
    .synopsis = "make machines members of the pool, and say what changed",
    .options = options,
    .operands = {.name = "MACHINE|GROUP", .most = most_words, .completes = Completes::members},
    .run = run_configure};

} // namespace edgepool::cli
