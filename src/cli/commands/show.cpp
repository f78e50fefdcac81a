// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <iterator>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/views/testbed_view.h"
#include "doc/write.h"
#include "model/layout.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array kinds{std::string_view("machines"), std::string_view("groups"), std::string_view("members")};

constexpr std::array options{
    file_option,
    Option{.name = "names",
           .value = "KIND",
           .says = "Print only names, one a line: machines, groups of elements, or members (what 'run' takes).",
           .choices = kinds},
};

/// What commands take: ssh and console a machine, scale and migrate a group of elements, run and others any of them.
std::vector<std::string> names_of(const model::Testbed& testbed, const model::Layout& layout, std::string_view kind)
{
    std::vector<std::string> names;
    if (kind == "groups")
    {
        std::ranges::transform(testbed.elements, std::back_inserter(names), &model::ElementGroup::name);
        return names;
    }
    std::ranges::transform(layout.machines, std::back_inserter(names), &model::Machine::name);
    if (kind == "members")
    {
        std::set<std::string> groups;
        std::ranges::transform(layout.machines, std::inserter(groups, groups.end()), &model::Machine::group);
        names.insert(names.end(), groups.begin(), groups.end());
        names.emplace_back("all");
    }
    return names;
}

void show_names(const std::vector<std::string>& names, const Arguments& arguments, std::ostream& out)
{
    if (arguments.has("json"))
    {
        out << to_json(doc::List(names.begin(), names.end()));
        return;
    }
    for (const std::string& name : names)
    {
        out << name << "\n";
    }
}

Exit run_show(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const model::Layout layout = lay_out(*testbed);
    if (const auto kind = arguments.value("names"))
    {
        show_names(names_of(*testbed, layout, *kind), arguments, console.out);
    }
    else if (arguments.has("json"))
    {
        console.out << to_json(testbed_json(*testbed, layout));
    }
    else
    {
        console.out << testbed_text(*testbed, layout, console.out_color);
    }
    return Exit::done;
}

} // namespace

constexpr Command show_command{.name = "show",
                               .synopsis = "show the testbed's machines, networks and addresses",
                               .options = options,
                               .run = run_show};

} // namespace edgepool::cli
