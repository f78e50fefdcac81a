// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <ostream>
#include <set>
#include <string>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/views/table.h"
#include "doc/write.h"
#include "local/files.h"
#include "local/observe.h"

namespace edgepool::cli
{

namespace
{

struct Known
{
    std::string name{};
    std::int64_t machines = 0; ///< running, or with a folder of theirs left
    std::int64_t running = 0;
    std::int64_t ready = 0;
    std::string folder{};
};

Known look_at(const local::Folders& folders, const std::string& testbed)
{
    Known known{.name = testbed, .folder = folders.testbed_state(testbed)};
    std::set<std::string> names;
    for (const local::ObservedMachine& machine : observe_machines(folders, testbed))
    {
        names.insert(machine.name);
        ++known.running;
        known.ready += machine.ready ? 1 : 0;
    }
    for (const std::string& folder : local::folders_in(known.folder))
    {
        // A folder without a console never had a machine.
        if (std::filesystem::exists(folder + "/" + std::string(local::console_file)))
        {
            names.insert(std::filesystem::path(folder).filename().string());
        }
    }
    known.machines = static_cast<std::int64_t>(names.size());
    return known;
}

void write_json(const std::vector<Known>& testbeds, Console& console)
{
    doc::List list;
    for (const Known& known : testbeds)
    {
        list.emplace_back(doc::Object{{"name", known.name},
                                      {"machines", known.machines},
                                      {"running", known.running},
                                      {"ready", known.ready},
                                      {"folder", known.folder}});
    }
    console.out << to_json(doc::Object{{"testbeds", std::move(list)}});
}

void write_text(const std::vector<Known>& testbeds, Console& console)
{
    if (testbeds.empty())
    {
        console.err << "no testbeds on this computer: 'edgepool up' makes the one of a testbed file\n";
        return;
    }
    Table table({"TESTBED", "MACHINES", "RUNNING", "READY", "FOLDER"});
    for (const Known& known : testbeds)
    {
        table.add({known.name, std::to_string(known.machines), std::to_string(known.running),
                   std::to_string(known.ready), known.folder});
    }
    console.out << table.text(console.out_color);
}

Exit run_list(const Arguments& arguments, Console& console)
{
    const local::Folders folders = local::own_folders();
    std::vector<Known> testbeds;
    for (const std::string& testbed : known_testbeds(folders))
    {
        testbeds.push_back(look_at(folders, testbed));
    }
    arguments.has("json") ? write_json(testbeds, console) : write_text(testbeds, console);
    return Exit::done;
}

} // namespace

constexpr Command list_command{
    .name = "list", .synopsis = "list the testbeds that you have on this computer", .run = run_list};

} // namespace edgepool::cli
