// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <ostream>
#include <string>

#include "base/error.h"
#include "base/rule.h"
#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/console_log.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/sites.h"
#include "doc/write.h"
#include "local/observe.h"
#include "process/wait.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule not_one{"usage.not-one-machine", "more than one machine"};
constexpr Rule no_console{"machine.no-console", "the machine has said nothing yet"};

constexpr std::int64_t usual_lines = 50;

constexpr std::array options{
    file_option,
    Option{.name = "lines",
           .letter = 'n',
           .value = "NUMBER",
           .says = "How many lines, counted from the end; 50 by default."},
    Option{.name = "follow", .says = "Go on as the machine writes more, until it ends or you press Ctrl-C."},
};

void write_line(const std::string& machine, const std::string& line, const Arguments& arguments, Console& console)
{
    console.out << (arguments.has("json")
                        ? to_json(doc::Object{{"machine", machine}, {"line", line}}, doc::JsonLayout::compact)
                        : line);
    console.out << "\n" << std::flush;
}

/// Until the machine ends, or somebody wants us to stop.
void follow(ConsoleLog& log, const std::string& testbed, const std::string& machine, const std::stop_token& stop,
            const std::function<void(const std::string&)>& write)
{
    constexpr auto pace = std::chrono::milliseconds(200);
    const local::Folders folders = local::own_folders();
    const process::StopSignal signal(stop);
    bool runs = true;
    while (runs && !signal.raised())
    {
        // Looked at before the file: nothing that it wrote at its end is missed.
        runs = observe_machine(folders, testbed, machine).has_value();
        std::ranges::for_each(log.more(), write);
        runs = runs && process::sleep_until(process::in(pace), signal);
    }
    if (const std::string rest = log.rest(); !rest.empty())
    {
        write(rest);
    }
}

Exit show(const std::string& testbed, const std::string& machine, std::size_t lines, const Interrupt& interrupt,
          const Arguments& arguments, Console& console)
{
    const std::string path =
        local::own_folders().machine_state(testbed, machine) + "/" + std::string(local::console_file);
    if (!std::filesystem::exists(path))
    {
        throw Error(found(no_console, {}, "'" + machine + "' of testbed '" + testbed + "' has no console here",
                          "'edgepool up' starts it"));
    }
    ConsoleLog log(path);
    std::vector<std::string> last = log.last(lines);
    if (arguments.has("json") && !arguments.has("follow"))
    {
        last.push_back(log.rest());
        console.out << to_json(doc::Object{{"machine", machine}, {"lines", doc::List(last.begin(), last.end())}});
        return Exit::done;
    }
    const auto write = [&](const std::string& line) { write_line(machine, line, arguments, console); };
    std::ranges::for_each(last, write);
    if (arguments.has("follow"))
    {
        follow(log, testbed, machine, interrupt.token(), write);
    }
    else if (const std::string rest = log.rest(); !rest.empty())
    {
        write(rest);
    }
    return interrupt.came() ? Exit::interrupted : Exit::done;
}

Exit run_console(const Arguments& arguments, Console& console)
{
    const auto lines = whole_number("lines", usual_lines, arguments, console);
    if (!lines)
    {
        return Exit::usage;
    }
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const Interrupt interrupt;
    const std::string& word = arguments.operands().front();
    TestbedSites sites(*testbed);
    Diagnostics diagnostics;
    const auto machines = selected(machines_of(*testbed, sites.machines(), interrupt.token()), word, diagnostics);
    if (machines && machines->size() > 1)
    {
        diagnostics.add(found(not_one, {},
                              "'" + word + "' stands for " + std::to_string(machines->size()) + " machines",
                              "name one of them, such as '" + machines->front().id.name + "'"));
    }
    console.say(diagnostics);
    return diagnostics.has_errors() ? Exit::usage
                                    : show(testbed->name, machines->front().id.name, static_cast<std::size_t>(*lines),
                                           interrupt, arguments, console);
}

} // namespace

constexpr Command console_command{
    .name = "console",
    .synopsis = "show what a machine writes to its console",
    .options = options,
    .operands = {.name = "MACHINE", .least = 1, .most = 1, .completes = Completes::machines},
    .run = run_console};

} // namespace edgepool::cli
