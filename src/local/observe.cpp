// SPDX-License-Identifier: Apache-2.0
#include "local/observe.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

#include <unistd.h>

#include "base/error.h"
#include "local/console_file.h"
#include "local/files.h"
#include "local/qemu.h"
#include "local/qmp.h"
#include "local/rules.h"

namespace edgepool::local
{

namespace
{

namespace fs = std::filesystem;
using process::Seen;

constexpr std::string_view name_begin = "guest=edgepool:";
constexpr auto time_to_answer = std::chrono::seconds(1);
constexpr std::size_t most_asked_at_once = 64; ///< they only wait

/// The word behind an option of a command line.
std::string_view value_of(const Seen& seen, std::string_view option)
{
    const auto found = std::ranges::find(seen.words, option);
    return found == seen.words.end() || found + 1 == seen.words.end() ? std::string_view() : *(found + 1);
}

/// "guest=edgepool:TESTBED:MACHINE". A process can call itself anything; only its UUID makes it that machine.
std::optional<ObservedMachine> machine_in(const Seen& seen)
{
    std::string_view name = value_of(seen, "-name");
    if (!name.starts_with(name_begin))
    {
        return std::nullopt;
    }
    name.remove_prefix(name_begin.size());
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos)
    {
        return std::nullopt;
    }
    ObservedMachine machine{
        .testbed = std::string(name.substr(0, colon)), .name = std::string(name.substr(colon + 1)), .pid = seen.pid};
    const bool is_it = value_of(seen, "-uuid") == process_uuid(machine.testbed, machine.name);
    return is_it ? std::optional(std::move(machine)) : std::nullopt;
}

/// The port is what the process was started with.
std::uint16_t port_in(const Seen& seen)
{
    constexpr std::string_view begin = "hostfwd=tcp:127.0.0.1:";
    std::uint16_t port = 0;
    for (const std::string& word : seen.words)
    {
        if (const std::size_t at = word.find(begin); at != std::string::npos)
        {
            std::from_chars(word.data() + at + begin.size(), word.data() + word.size(), port);
        }
    }
    return port;
}

std::string first_line(const std::string& text)
{
    return text.substr(0, text.find('\n'));
}

std::string socket_of(const Folders& folders, const std::string& testbed, const std::string& machine,
                      const char* ending)
{
    return folders.testbed_runtime(testbed) + "/" + machine + ending;
}

std::string text_in(const doc::Value& object, std::string_view key)
{
    const doc::Value* const value = object.find(key);
    const auto* const text = value == nullptr ? nullptr : std::get_if<std::string>(&value->data());
    return text == nullptr ? "unknown" : *text;
}

/// A moment is enough for a process that can still do anything; the others are killed.
void ask_to_quit(const std::string& monitor)
{
    try
    {
        Qmp::connect(monitor, process::in(std::chrono::milliseconds(300))).quit();
    }
    catch (const Error&) // NOLINT(bugprone-empty-catch): killing it is the answer
    {
    }
}

void end(const Folders& folders, const ObservedMachine& machine)
{
    const auto is_meant = [&](const Seen& seen) {
        const auto now = machine_in(seen);
        return now && now->testbed == machine.testbed && now->name == machine.name;
    };
    ask_to_quit(socket_of(folders, machine.testbed, machine.name, ".q"));
    // Signal 0 only waits for the end that was asked for.
    if (process::end_process(machine.pid, is_meant, 0, process::in(std::chrono::milliseconds(500))) ==
        process::Ended::no)
    {
        const auto ended = process::end_process(machine.pid, is_meant, SIGKILL, process::in(std::chrono::seconds(5)));
        if (ended == process::Ended::no)
        {
            throw Error(found(rules::silent, {},
                              machine.name + " (process " + std::to_string(machine.pid) + ") does not end",
                              "it hangs in the system; look into the kernel's log (dmesg)"));
        }
    }
}

void remove_socket(const std::string& path)
{
    std::error_code unknown;
    if (fs::is_socket(path, unknown))
    {
        fs::remove(path, unknown);
    }
}

} // namespace

std::string ready_mark(const Seen& seen)
{
    return std::to_string(seen.pid) + " " + seen.started;
}

std::vector<ObservedMachine> observe_machines(const Folders& folders, std::string_view testbed)
{
    std::vector<ObservedMachine> machines;
    for (const Seen& seen : process::processes_where([](const Seen& one) { return machine_in(one).has_value(); }))
    {
        ObservedMachine machine = *machine_in(seen);
        if (!testbed.empty() && machine.testbed != testbed)
        {
            continue;
        }
        const std::string state = folders.machine_state(machine.testbed, machine.name) + "/";
        machine.reach = {.port = port_in(seen),
                         .host_key = first_line(read_file_if_there(state + std::string(host_key_file)))};
        machine.ready = read_file_if_there(state + std::string(ready_file)) == ready_mark(seen);
        machine.console = state + std::string(console_file);
        shorten_console(machine.console);
        machines.push_back(std::move(machine));
    }
    std::ranges::sort(machines, [](const ObservedMachine& a, const ObservedMachine& b) {
        return std::tie(a.testbed, a.name) < std::tie(b.testbed, b.name);
    });
    return machines;
}

std::optional<ObservedMachine> observe_machine(const Folders& folders, std::string_view testbed,
                                               std::string_view machine)
{
    for (ObservedMachine& observed : observe_machines(folders, testbed))
    {
        if (observed.name == machine)
        {
            return std::move(observed);
        }
    }
    return std::nullopt;
}

std::string ailment_of(const Folders& folders, const ObservedMachine& machine)
{
    try
    {
        Qmp monitor =
            Qmp::connect(socket_of(folders, machine.testbed, machine.name, ".q"), process::in(time_to_answer));
        const doc::Value uuid = monitor.execute("query-uuid");
        const doc::Value* const is = uuid.find("UUID");
        if (is == nullptr || *is != doc::Value(process_uuid(machine.testbed, machine.name)))
        {
            return "another process answers for it";
        }
        const doc::Value answer = monitor.execute("query-status");
        const doc::Value* const runs = answer.find("running");
        if (runs != nullptr && *runs == doc::Value(true))
        {
            return {};
        }
        return "it is paused (" + text_in(answer, "status") + ")";
    }
    catch (const Error&)
    {
        return "its process is there, but does not answer";
    }
}

std::vector<std::string> ailments_of(const Folders& folders, const std::vector<ObservedMachine>& machines)
{
    std::vector<std::string> ailments(machines.size());
    std::atomic<std::size_t> next = 0;
    const auto ask = [&] {
        for (std::size_t index = next++; index < machines.size(); index = next++)
        {
            ailments[index] = ailment_of(folders, machines[index]);
        }
    };
    std::vector<std::jthread> threads;
    for (std::size_t count = 0; count < std::min(machines.size(), most_asked_at_once); ++count)
    {
        threads.emplace_back(ask);
    }
    threads.clear(); // joins
    return ailments;
}

std::vector<std::string> known_testbeds(const Folders& folders)
{
    std::set<std::string> names;
    for (const ObservedMachine& machine : observe_machines(folders))
    {
        names.insert(machine.testbed);
    }
    for (const std::string& folder : folders_in(folders.state))
    {
        names.insert(fs::path(folder).filename().string());
    }
    return {names.begin(), names.end()};
}

void stop_machine(const Folders& folders, const std::string& testbed, const std::string& machine)
{
    for (const ObservedMachine& observed : observe_machines(folders, testbed))
    {
        if (observed.name == machine)
        {
            end(folders, observed);
        }
    }
    remove_socket(socket_of(folders, testbed, machine, ".q"));
    remove_socket(socket_of(folders, testbed, machine, ".s"));
    remove_tree(folders.machine_state(testbed, machine));
}

void remove_leftovers(const Folders& folders, const std::string& testbed)
{
    const std::vector<ObservedMachine> running = observe_machines(folders, testbed);
    for (const std::string& folder : folders_in(folders.testbed_state(testbed)))
    {
        const std::string name = fs::path(folder).filename().string();
        if (std::ranges::none_of(running, [&](const ObservedMachine& machine) { return machine.name == name; }))
        {
            stop_machine(folders, testbed, name);
        }
    }
    if (running.empty())
    {
        remove_tree(folders.testbed_state(testbed));
        remove_tree(folders.testbed_runtime(testbed));
    }
}

} // namespace edgepool::local
