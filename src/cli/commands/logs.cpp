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

constexpr std::int64_t usual_lines = 100;

constexpr std::array options{
    file_option,
    Option{.name = "lines",
           .letter = 'n',
           .value = "NUMBER",
           .says = "How many lines, counted from the end; 100 by default."},
};

std::string journal_command(std::int64_t lines, const std::vector<std::string>& operands)
{
    std::vector<std::string> words{"journalctl", "--no-pager", "--output=short-iso",
                                   "--lines=" + std::to_string(lines)};
    if (operands.size() > 1)
    {
        words.push_back("--unit=" + operands[1]);
    }
    return ssh::shell_command(words);
}

Exit run_logs(const Arguments& arguments, Console& console)
{
    const auto lines = whole_number("lines", usual_lines, arguments, console);
    if (!lines)
    {
        return Exit::usage;
    }
    const Interrupt interrupt;
    const Choice choice = choose(arguments.operands().front(), arguments, console, interrupt.token());
    if (choice.machines.empty())
    {
        return choice.exit;
    }
    RemoteWork how{.timeout = std::chrono::seconds(60), .stop = interrupt.token()};
    if (!arguments.has("json"))
    {
        const Headline headline = choice.is_one ? Headline::off : Headline::on;
        how.on_result = [&, headline](const MachineResult& result) { show_result(result, headline, console); };
    }
    const auto results = run_on_each(choice.machines, journal_command(*lines, arguments.operands()), how);
    if (arguments.has("json"))
    {
        console.out << to_json(results_json(choice.testbed, results));
    }
    return conclude(results, interrupt.came(), console);
}

} // namespace

constexpr Command logs_command{
    .name = "logs",
    .synopsis = "show what the services of machines have to say",
    .options = options,
    .operands = {.name = "MACHINE|GROUP|all [UNIT]", .least = 1, .most = 2, .completes = Completes::members},
    .run = run_logs};

} // namespace edgepool::cli
