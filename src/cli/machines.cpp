// SPDX-License-Identifier: Apache-2.0
#include "cli/machines.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/rule.h"
#include "base/suggest.h"
#include "model/layout.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule unknown_machine{"usage.unknown-machine", "no such machine or group"};
constexpr Rule not_there{"machine.not-running", "the machine is not running"};

constexpr std::string_view everything = "all";

/// "mec" of "mec-12"; a machine that is the only one of its kind is a group of its own.
std::string group_of(const std::string& machine)
{
    const std::size_t dash = machine.rfind('-');
    const bool numbered =
        dash != std::string::npos && machine.find_first_not_of("0123456789", dash + 1) == std::string::npos;
    return numbered ? machine.substr(0, dash) : machine;
}

/// Numbers of the same group count as numbers: mec-9 comes before mec-10.
bool comes_before(const NamedMachine& a, const NamedMachine& b)
{
    const auto key = [](const NamedMachine& machine) {
        return std::tuple(std::string_view(machine.group), machine.id.name.size(), std::string_view(machine.id.name));
    };
    return key(a) < key(b);
}

} // namespace

std::vector<NamedMachine> machines_of(const model::Testbed& testbed, run::Site& site, const std::stop_token& stop)
{
    std::vector<NamedMachine> machines;
    std::set<std::string> names;
    for (const model::Machine& machine : lay_out(testbed).machines)
    {
        names.insert(machine.name);
        machines.push_back({.id = {.kind = std::string(plan::machine_kind), .name = machine.name, .site = machine.site},
                            .group = machine.group});
    }
    std::vector<NamedMachine> beyond;
    for (const plan::Observed& observed : site.observe(stop))
    {
        if (observed.id.kind == plan::machine_kind && names.insert(observed.id.name).second)
        {
            beyond.push_back({.id = observed.id, .group = group_of(observed.id.name)});
        }
    }
    std::ranges::sort(beyond, comes_before);
    std::ranges::move(beyond, std::back_inserter(machines));
    return machines;
}

std::optional<std::vector<NamedMachine>> selected(const std::vector<NamedMachine>& machines, std::string_view word,
                                                  Diagnostics& diagnostics)
{
    std::vector<NamedMachine> meant;
    std::ranges::copy_if(machines, std::back_inserter(meant), [word](const NamedMachine& machine) {
        return word == everything || machine.id.name == word || machine.group == word;
    });
    if (!meant.empty())
    {
        return meant;
    }
    std::vector<std::string_view> names{everything};
    for (const NamedMachine& machine : machines)
    {
        if (std::ranges::find(names, machine.group) == names.end())
        {
            names.push_back(machine.group);
        }
        if (machine.group != machine.id.name)
        {
            names.push_back(machine.id.name);
        }
    }
    diagnostics.add(found(unknown_machine, {}, "'" + std::string(word) + "'", suggestion(word, names)));
    return std::nullopt;
}

std::vector<NamedReach> reaches(const std::vector<NamedMachine>& machines, run::Site& site)
{
    std::vector<NamedReach> reached;
    reached.reserve(machines.size());
    for (const NamedMachine& machine : machines)
    {
        reached.push_back({.name = machine.id.name, .reach = site.reach(machine.id)});
    }
    return reached;
}

Diagnostic not_running(std::string_view machine)
{
    return found(not_there, {}, "'" + std::string(machine) + "' is not up, or not ready yet",
                 "'edgepool up' makes it so; 'edgepool console " + std::string(machine) + "' shows its boot");
}

} // namespace edgepool::cli
