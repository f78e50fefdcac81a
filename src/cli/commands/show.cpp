// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <ostream>

#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/views/testbed_view.h"
#include "doc/write.h"
#include "model/layout.h"

namespace edgepool::cli
{

namespace
{

constexpr std::array options{file_option};

Exit run_show(const Arguments& arguments, Console& console)
{
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    const model::Layout layout = lay_out(*testbed);
    if (arguments.has("json"))
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
