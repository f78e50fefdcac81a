// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <ostream>
#include <string>

#include "base/diagnostics.h"
#include "base/rule.h"
#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/machines.h"
#include "cli/output_file.h"
#include "cli/sites.h"
#include "cli/views/spread_view.h"
#include "cli/visiting.h"
#include "doc/write.h"
#include "selection/choice.h"

namespace edgepool::cli
{

namespace
{

using std::chrono::seconds;

constexpr Rule not_foreseeable{"policy.not-foreseeable", "the choice cannot be foretold"};
constexpr Rule unknown_value{"usage.unknown-value", "unknown value"};

constexpr std::int64_t most_sessions = 500; // of one RSPLIB user
constexpr seconds usual_distance{5};

constexpr std::array options{
    file_option,
    Option{.name = "sessions",
           .letter = 'n',
           .value = "NUMBER",
           .says = "How many sessions come; by default as many as the elements have room for."},
    Option{.name = "at-once",
           .value = "NUMBER",
           .says = "So many begin before an element tells its new load; 1 by default."},
    Option{.name = "see",
           .value = "USER",
           .says = "Let that machine open the sessions in the running testbed, and show beside it where they go."},
    Option{
        .name = "apart", .value = "TIME", .says = "With --see, between the beginnings of two sessions; 5s by default."},
    Option{.name = "output", .letter = 'o', .value = "FILE", .says = "Draw it as well, as SVG in that file."},
};

/// What the user asks for.
struct Wish
{
    unsigned sessions = 0; ///< 0: what there is room for
    unsigned at_once = 1;
    seconds apart = usual_distance;
};

std::optional<Wish> wish_of(const Arguments& arguments, Console& console)
{
    const auto sessions = whole_number("sessions", most_sessions, arguments, console);
    const auto at_once = whole_number("at-once", 1, arguments, console);
    const auto apart = duration("apart", usual_distance, arguments, console);
    if (!sessions || !at_once || !apart)
    {
        return std::nullopt;
    }
    if (*sessions > most_sessions)
    {
        console.say(found(unknown_value, {}, "'--sessions' cannot be " + std::to_string(*sessions),
                          "give a number from 1 to " + std::to_string(most_sessions)));
        return std::nullopt;
    }
    return Wish{.sessions = arguments.has("sessions") ? static_cast<unsigned>(*sessions) : 0,
                .at_once = static_cast<unsigned>(std::min(*at_once, most_sessions)),
                .apart = *apart};
}

/// Why nothing can be foreseen for this testbed.
std::optional<Diagnostic> obstacle(const model::Testbed& testbed)
{
    if (testbed.elements.empty())
    {
        return found(not_foreseeable, {}, "the pool of testbed '" + testbed.name + "' has no elements",
                     "add 'elements'");
    }
    if (!selection::is_foreseeable(testbed.pool.policy))
    {
        return found(not_foreseeable, {},
                     "policy '" + std::string(name_of(testbed.pool.policy)) +
                         "' weighs the delay to each element, which registrars measure",
                     "choose the same policy without '-dpf'");
    }
    return std::nullopt;
}

unsigned number_of_sessions(const Wish& wish, const model::Testbed& testbed)
{
    return wish.sessions > 0 ? wish.sessions : std::min(static_cast<unsigned>(most_sessions), room_of(testbed));
}

Exit show(const model::Testbed& testbed, const Spread& spread, const Arguments& arguments, Console& console)
{
    if (const auto path = arguments.value("output"))
    {
        write_output_file(std::string(*path), drawing::spread_svg(spread_chart(testbed, spread)), "-o FILE");
    }
    console.out << (arguments.has("json") ? to_json(spread_json(testbed, spread)) : spread_text(testbed, spread));
    return Exit::done;
}

Exit see(const model::Testbed& testbed, const Wish& wish, const Arguments& arguments, Console& console)
{
    const Interrupt interrupt;
    TestbedSites sites(testbed);
    const model::Testbed now = sites.as_it_is(interrupt.token());
    const model::Layout layout = lay_out(now);
    Diagnostics diagnostics;
    const auto named =
        selected(machines_of(now, sites.machines(), interrupt.token()), *arguments.value("see"), diagnostics);
    console.say(diagnostics);
    if (!named)
    {
        return Exit::usage;
    }
    const NamedReach reach = reaches({named->front()}, sites.machines()).front();
    if (!reach.reach)
    {
        console.say(not_running(reach.name));
        return Exit::failed;
    }
    const unsigned sessions = number_of_sessions(wish, now);
    Spread spread = foresee_spread(now, sessions, wish.at_once);
    spread.seen = visit_pool(reach, now, layout, {.sessions = sessions, .apart = wish.apart}, interrupt.token(),
                             [&console, sessions](std::size_t session, const std::string& element) {
                                 console.err << "session " << session << " of " << sessions << ": " << element << "\n"
                                             << std::flush;
                             });
    return interrupt.came() ? Exit::interrupted : show(now, spread, arguments, console);
}

Exit run_spread(const Arguments& arguments, Console& console)
{
    const auto wish = wish_of(arguments, console);
    if (!wish)
    {
        return Exit::usage;
    }
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    if (const auto why = obstacle(*testbed))
    {
        console.say(*why);
        return Exit::failed;
    }
    return arguments.has("see")
               ? see(*testbed, *wish, arguments, console)
               : show(*testbed, foresee_spread(*testbed, number_of_sessions(*wish, *testbed), wish->at_once), arguments,
                      console);
}

} // namespace

constexpr Command spread_command{.name = "spread",
                                 .synopsis = "foresee where sessions go, and see where they went",
                                 .options = options,
                                 .run = run_spread};

} // namespace edgepool::cli
