// SPDX-License-Identifier: Apache-2.0
#include "member/collector.h"

#include <array>
#include <cerrno>

#include <unistd.h>

#include "base/error.h"
#include "handlespace/report.h"
#include "member/commands/commands.h"
#include "member/connection.h"
#include "member/rules.h"
#include "process/wait.h"

namespace edgepool::member
{

namespace
{

constexpr std::array options{
    Option{"listen", Kind::endpoint, "ADDR:PORT", "where reports arrive (127.0.0.1:2960)"},
};

Exit run(const Arguments& arguments, Console& console)
{
    console.out.flush();
    process::Descriptor output(::dup(STDOUT_FILENO));
    if (!output.good())
    {
        throw Error(found(rules::cannot_collect, {}, "there is no output: " + fault_text(errno)));
    }
    const process::StopSignal stop(console.stop);
    collect(arguments.endpoint("listen").value_or(Endpoint{.host = "127.0.0.1", .port = handlespace::usual_port}),
            std::move(output), stop);
    return console.stop.stop_requested() ? ending_of_service(console) : Exit::done;
}

} // namespace

Command collect_command()
{
    return {.name = "collect",
            .summary = "what registrars, elements and users report",
            .description =
                "Passes on the status reports that arrive at a port of this machine, for 'edgepool pool': as a stream "
                "of frames, not for people. It ends when nobody reads them any more. Several at a time share the port.",
            .options = options,
            .example = "edgepool-member collect | wc --bytes",
            .run = run};
}

} // namespace edgepool::member
