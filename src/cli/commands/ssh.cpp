// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cerrno>
#include <ostream>
#include <string>
#include <system_error>

#include <unistd.h>

#include "base/error.h"
#include "base/rule.h"
#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/interrupt.h"
#include "day1/connect.h"
#include "doc/write.h"
#include "local/files.h"
#include "local/folders.h"
#include "process/tool.h"
#include "ssh/system_ssh.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule not_one{"usage.not-one-machine", "more than one machine"};
constexpr Rule cannot_start{"process.cannot-start", "a program cannot be started"};

constexpr std::array options{file_option};

/// The file lies with the machine and goes when it goes.
std::vector<std::string> command_line(const Choice& choice, const std::vector<std::string>& command)
{
    const NamedReach& reached = choice.machines.front();
    const ssh::Machine machine = day1::ssh_machine(reached.name, *reached.reach);
    const std::string folder = local::own_folders().machine_state(choice.testbed, machine.name);
    local::make_folder(folder, 0700); // a machine that exists already has none here
    const std::string known_hosts = folder + "/known_hosts";
    const ssh::KeyPlaces places = ssh::own_key_places();
    local::write_file(known_hosts, known_hosts_lines(machine), 0600);
    return ssh_arguments(machine,
                         {.program = process::require_tool("ssh", "openssh-client"),
                          .known_hosts = known_hosts,
                          .identity = reached.reach->identity_file,
                          .more_identities = usual_key_files(places),
                          .agent = places.agent},
                         command.empty() ? command : words_to_run(command));
}

/// We become ssh: the terminal, signals and the exit status are its own.
[[noreturn]] void become(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words)
    {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(arguments.front(), arguments.data());
    throw Error(found(cannot_start, {}, words.front() + ": " + std::generic_category().message(errno),
                      "install the package openssh-client"));
}

Choice choose_one(const Arguments& arguments, Console& console)
{
    const Interrupt interrupt; // gone before the other program takes over
    Choice choice = choose(arguments.operands().front(), arguments, console, interrupt.token());
    if (choice.machines.size() > 1)
    {
        console.say(found(
            not_one, {},
            "'" + arguments.operands().front() + "' stands for " + std::to_string(choice.machines.size()) + " machines",
            "name one of them, such as '" + choice.machines.front().name + "'; 'edgepool run' is for many"));
        return {.exit = Exit::usage};
    }
    return choice;
}

Exit run_ssh(const Arguments& arguments, Console& console)
{
    const Choice choice = choose_one(arguments, console);
    if (choice.machines.empty())
    {
        return choice.exit;
    }
    std::vector<std::string> words = command_line(choice, arguments.rest());
    if (arguments.has("json"))
    {
        doc::List list(words.begin(), words.end());
        console.out << to_json(doc::Object{{"machine", choice.machines.front().name}, {"command", std::move(list)}});
        return Exit::done;
    }
    console.out.flush();
    console.err.flush();
    become(std::move(words));
}

} // namespace

constexpr Command ssh_command{.name = "ssh",
                              .synopsis = "log in to a machine, or run one command there",
                              .options = options,
                              .operands = {.name = "MACHINE", .least = 1, .most = 1, .completes = Completes::machines},
                              .rest = {.name = "CMD"},
                              .run = run_ssh};

} // namespace edgepool::cli
