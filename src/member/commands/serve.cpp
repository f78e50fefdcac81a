// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <cmath>
#include <ostream>
#include <random>

#include "asap/policy.h"
#include "doc/write.h"
#include "member/commands/commands.h"
#include "member/commands/shared_options.h"
#include "member/serving.h"

namespace edgepool::member
{

namespace
{

constexpr std::array options{
    Option{"handle", Kind::handle, "HANDLE", "the pool's", true},
    registrar_option,
    Option{"policy", Kind::policy, "POLICY[:N]", "the pool's, as rspserver takes it: PriorityLeastUsed:0.1", true},
    Option{"tcp", Kind::endpoint, "ADDR:PORT", "where the server listens; an address of this machine"},
    Option{"sctp", Kind::endpoint, "ADDR:PORT", "the same of a server that speaks SCTP"},
    Option{"load-command", Kind::text, "COMMAND", "for the shell; prints the load, like 0.25 or 25%"},
    Option{"load-file", Kind::text, "FILE", "has the load"},
    Option{"check-interval", Kind::seconds, "SECONDS", "between two looks at the server and its load (2)"},
    Option{"id", Kind::identifier, "ID", "of the element (random)"},
    json_option,
};

std::uint32_t random_identifier()
{
    std::random_device source;
    return std::uniform_int_distribution<std::uint32_t>(1)(source);
}

Served served_by(const Arguments& arguments)
{
    const bool is_tcp = arguments.has("tcp");
    Served served{.handle = arguments.text("handle"),
                  .registrars = arguments.registrars(),
                  .identifier = arguments.identifier("id").value_or(random_identifier()),
                  .server = *arguments.endpoint(is_tcp ? "tcp" : "sctp"),
                  .protocol = is_tcp ? asap::Protocol::tcp : asap::Protocol::sctp,
                  .policy = *asap::parse_policy(arguments.text("policy")).policy,
                  .load = {.command = arguments.text("load-command"), .file = arguments.text("load-file")}};
    if (const auto interval = arguments.seconds("check-interval"))
    {
        served.check_interval = *interval;
    }
    return served;
}

std::string_view name_of(ServingEvent::What what)
{
    switch (what)
    {
    case ServingEvent::What::registered:
        return "registered";
    case ServingEvent::What::load_told:
        return "load";
    case ServingEvent::What::deregistered:
        return "deregistered";
    case ServingEvent::What::waiting:
        break;
    }
    return "waiting";
}

void show_json(const ServingEvent& event, const Served& served, std::ostream& out)
{
    doc::Value value = doc::Object{{"event", name_of(event.what)},
                                   {"handle", served.handle},
                                   {"id", identifier_text(served.identifier)},
                                   {"text", event.text}};
    if (event.load)
    {
        value["load"] = *event.load;
    }
    out << doc::to_json(value, doc::JsonLayout::compact) << "\n" << std::flush;
}

void show_text(const ServingEvent& event, const Served& served, std::ostream& out)
{
    constexpr double percent = 100;
    out << name_of(event.what) << ' ' << identifier_text(served.identifier) << " in '" << served.handle
        << "': " << event.text;
    if (event.load)
    {
        out << ", load " << std::lround(*event.load * percent) << "%";
    }
    out << "\n" << std::flush;
}

Exit misuse(Console& console, std::string_view fault)
{
    console.err << "edgepool-member: " << fault << "\n  hint: edgepool-member serve --help\n";
    return Exit::usage;
}

Exit run(const Arguments& arguments, Console& console)
{
    if (arguments.has("tcp") == arguments.has("sctp"))
    {
        return misuse(console, "one of '--tcp' and '--sctp' says where the server listens");
    }
    const Served served = served_by(arguments);
    const asap::PolicyKind* const kind = asap::find_policy(served.policy.type);
    if (served.load.is_there() && !kind->has(asap::Meaning::load))
    {
        return misuse(console, std::string(kind->name) + " takes no load: choose an adaptive policy, like LeastUsed");
    }
    serve(served, console.stop, [&](const ServingEvent& event) {
        arguments.has("json") ? show_json(event, served, console.out) : show_text(event, served, console.out);
    });
    return ending_of_service(console);
}

} // namespace

Command serve_command()
{
    return {.name = "serve",
            .summary = "a server of your own joins a pool",
            .description =
                "Registers a server that runs on this machine as an element of a pool, keeps it there as "
                "long as it takes connections, tells its load, takes it out when it does not answer twice in "
                "a row, and brings it back when it answers again. It runs until it is told to end, and takes "
                "the server out then. Prints a line for each of these.",
            .options = options,
            .example = "edgepool-member serve --handle WebPool --policy LeastUsed \\\n"
                       "      --tcp 10.1.1.5:8080 --load-file /run/web-load \\\n"
                       "      --registrar 10.1.1.2:3863,10.1.1.3:3863",
            .run = run};
}

} // namespace edgepool::member
