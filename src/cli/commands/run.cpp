// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>
#include <string>

#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/interrupt.h"
#include "cli/remote.h"
#include "cli/views/results_view.h"
#include "doc/write.h"
#include "ssh/shell.h"

namespace edgepool::cli
{

namespace
{

constexpr std::int64_t usual_timeout = 3600;
constexpr std::int64_t usual_width = 16;

constexpr std::array options{
    file_option,
    Option{.name = "stream", .says = "Write lines as they come, each with the name of its machine before it."},
    Option{.name = "timeout",
           .value = "SECONDS",
           .says = "How long each machine may take, log-in included; 3600 by default."},
    Option{.name = "parallel", .value = "NUMBER", .says = "On how many machines at once; 16 by default."},
};

std::vector<MachineResult> run_there(const Choice& choice, RemoteWork how, const std::string& command,
                                     const Arguments& arguments, Console& console)
{
    LiveLines lines(choice.machines, console);
    if (arguments.has("json"))
    {
        return run_on_each(choice.machines, command, how);
    }
    if (arguments.has("stream"))
    {
        how.on_piece = [&lines](const std::string& machine, Stream stream, std::string_view piece) {
            lines.add(machine, stream, piece);
        };
        how.on_result = [&lines](const MachineResult& result) { lines.finish(result.name); };
        return run_on_each(choice.machines, command, how);
    }
    const Headline headline = choice.is_one ? Headline::off : Headline::on;
    how.on_result = [&](const MachineResult& result) { show_result(result, headline, console); };
    return run_on_each(choice.machines, command, how);
}

Exit run_run(const Arguments& arguments, Console& console)
{
    const auto timeout = whole_number("timeout", usual_timeout, arguments, console);
    const auto parallel = whole_number("parallel", usual_width, arguments, console);
    if (!timeout || !parallel)
    {
        return Exit::usage;
    }
    const Interrupt interrupt;
    const Choice choice = choose(arguments.operands().front(), arguments, console, interrupt.token());
    if (choice.machines.empty())
    {
        return choice.exit;
    }
    const RemoteWork how{.timeout = std::chrono::seconds(*timeout),
                         .stop = interrupt.token(),
                         .at_once = static_cast<std::size_t>(*parallel)};
    const auto results = run_there(choice, how, ssh::shell_command(words_to_run(arguments.rest())), arguments, console);
    if (arguments.has("json"))
    {
        console.out << to_json(results_json(choice.testbed, results));
    }
    return conclude(results, interrupt.came(), console);
}

} // namespace

constexpr Command run_command{
    .name = "run",
    .synopsis = "run a command on machines, on all of them at once",
    .options = options,
    .operands = {.name = "MACHINE|GROUP|all", .least = 1, .most = 1, .completes = Completes::members},
    .rest = {.name = "CMD", .least = 1},
    .run = run_run};

} // namespace edgepool::cli
