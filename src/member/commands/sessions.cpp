// SPDX-License-Identifier: Apache-2.0
#include "member/sessions.h"

#include <array>
#include <ostream>

#include "doc/write.h"
#include "member/commands/commands.h"
#include "member/commands/shared_options.h"

namespace edgepool::member
{

namespace
{

constexpr std::array options{port_option, json_option};

Exit run(const Arguments& arguments, Console& console)
{
    const std::size_t sessions = count_sessions(port_of(arguments));
    if (arguments.has("json"))
    {
        console.out << doc::to_json(doc::Object{{"sessions", static_cast<std::int64_t>(sessions)}},
                                    doc::JsonLayout::compact)
                    << "\n";
        return Exit::done;
    }
    console.out << sessions << "\n";
    return Exit::done;
}

} // namespace

Command sessions_command()
{
    return {.name = "sessions",
            .summary = "how many sessions an element of this machine serves",
            .description = "Counts the SCTP associations of the element's port, as the kernel knows them: an element's "
                           "own report does not say it while it looks for a registrar.",
            .options = options,
            .example = "edgepool-member sessions --port 7300",
            .run = run};
}

} // namespace edgepool::member
