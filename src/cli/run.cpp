// SPDX-License-Identifier: Apache-2.0
#include "cli/run.h"

#include <optional>
#include <ostream>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/rule.h"
#include "base/suggest.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/parse.h"
#include "cli/rules.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_command{"usage.unknown-command", "unknown command"};

Color color_for(std::string_view when, bool is_terminal, const Console& console)
{
    if (when != "auto")
    {
        return when == "always" ? Color::on : Color::off;
    }
    const auto no_color = console.environment("NO_COLOR");
    const bool refused = (no_color && !no_color->empty()) || console.environment("TERM").value_or("") == "dumb";
    return is_terminal && !refused ? Color::on : Color::off;
}

void set_colors(std::string_view when, Console& console, Terminal terminal)
{
    console.out_color = color_for(when, terminal.out_is_terminal, console);
    console.err_color = color_for(when, terminal.err_is_terminal, console);
    console.err_is_terminal = terminal.err_is_terminal;
}

Exit run_command(const Command& command, std::span<const std::string> words, Console& console, Terminal terminal)
{
    Diagnostics diagnostics;
    const auto arguments = parse(command, words, diagnostics);
    if (!arguments)
    {
        console.say(diagnostics);
        return Exit::usage;
    }
    set_colors(arguments->value("color").value_or("auto"), console, terminal);
    if (arguments->has("help"))
    {
        show_page(command.name, console);
        return Exit::done;
    }
    try
    {
        return command.run(*arguments, console);
    }
    catch (const Error& error)
    {
        console.say(error.diagnostic());
        return Exit::failed;
    }
}

/// `edgepool`, `edgepool --help` and `edgepool --version` are what other programs taught people to type.
std::optional<std::vector<std::string>> spelled_as_command(std::span<const std::string> words)
{
    if (words.front() == "--help" || words.front() == "-h")
    {
        return std::vector<std::string>{"help"};
    }
    if (words.front() == "--version" || words.front() == "-V")
    {
        return std::vector<std::string>{"version"};
    }
    return std::nullopt;
}

Exit dispatch(std::span<const std::string> words, Console& console, Terminal terminal)
{
    if (words.empty())
    {
        show_overview(console.err, console.err_color);
        return Exit::usage;
    }
    if (const auto command = spelled_as_command(words))
    {
        return dispatch(*command, console, terminal);
    }
    if (const Command* const command = find_command(words.front()))
    {
        return run_command(*command, words.subspan(1), console, terminal);
    }
    const auto names = command_names();
    const auto meant = did_you_mean(words.front(), names);
    console.say(found(unknown_command, {}, "'" + words.front() + "'",
                      meant ? "did you mean 'edgepool " + std::string(*meant) + "'?" : "'edgepool help' lists them"));
    return Exit::usage;
}

} // namespace

Exit run(std::span<const std::string> words, Console& console, Terminal terminal)
{
    set_colors("auto", console, terminal);
    const Exit exit = dispatch(words, console, terminal);
    console.out.flush();
    if (!console.out)
    {
        console.say(found(rules::unwritable, {}, "standard output", "is the disk full?"));
        return exit == Exit::done ? Exit::failed : exit;
    }
    return exit;
}

} // namespace edgepool::cli
