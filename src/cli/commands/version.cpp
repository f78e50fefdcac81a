// SPDX-License-Identifier: Apache-2.0
#include "cli/version.h"

#include <ostream>

#include "cli/commands/commands.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr int testbed_format = 1;

Exit run_version(const Arguments& arguments, Console& console)
{
    if (arguments.has("json"))
    {
        console.out << to_json(doc::Object{{"version", version}, {"testbed-format", testbed_format}});
    }
    else
    {
        console.out << "edgepool " << version << "\n";
    }
    return Exit::done;
}

} // namespace

constexpr Command version_command{.name = "version", .synopsis = "print the version", .run = run_version};

} // namespace edgepool::cli
