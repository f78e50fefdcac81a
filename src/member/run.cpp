// SPDX-License-Identifier: Apache-2.0
#include "member/run.h"

#include <algorithm>
#include <ostream>

#include "base/error.h"
#include "base/render.h"
#include "process/rules.h"

namespace edgepool::member
{

namespace
{

Exit misuse(Console& console, const std::string& fault, const std::string& help)
{
    console.err << "edgepool-member: " << fault << "\n  hint: edgepool-member " << help << "--help\n";
    return Exit::usage;
}

Exit run_command(const Command& command, std::span<const std::string> words, Console& console)
{
    if (std::ranges::any_of(words, [](const std::string& word) { return word == "--help" || word == "-h"; }))
    {
        console.out << help_of(command);
        return Exit::done;
    }
    const Parsed parsed = parse(command.options, command.operands, words);
    if (!parsed.fault.empty())
    {
        return misuse(console, parsed.fault, std::string(command.name) + " ");
    }
    try
    {
        return command.run(parsed.arguments, console);
    }
    catch (const Error& error)
    {
        if (error.diagnostic().code == process::rules::interrupted.code)
        {
            return Exit::interrupted;
        }
        console.err << render(error.diagnostic());
        return Exit::failed;
    }
}

} // namespace

Exit run(std::span<const std::string> words, Console& console)
{
    if (words.empty())
    {
        console.err << overview();
        return Exit::usage;
    }
    if (words.front() == "--help" || words.front() == "-h")
    {
        console.out << overview();
        return Exit::done;
    }
    const auto command = std::ranges::find(commands(), words.front(), &Command::name);
    if (command == commands().end())
    {
        return misuse(console, "no command '" + words.front() + "'", "");
    }
    const Exit exit = run_command(*command, words.subspan(1), console);
    console.out.flush();
    if (!console.out && exit == Exit::done)
    {
        console.err << "edgepool-member: cannot write the result: is the disk full?\n";
        return Exit::failed;
    }
    return exit;
}

} // namespace edgepool::member
