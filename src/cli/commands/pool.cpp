// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "base/rule.h"
#include "cli/asking.h"
#include "cli/choice.h"
#include "cli/collecting.h"
#include "cli/commands/commands.h"
#include "cli/forwarding.h"
#include "cli/input.h"
#include "cli/interrupt.h"
#include "cli/live_screen.h"
#include "cli/output_file.h"
#include "cli/sites.h"
#include "cli/views/demo_config.h"
#include "cli/views/pool_view.h"
#include "doc/write.h"
#include "roles/roles.h"

namespace edgepool::cli
{

namespace
{

using namespace std::chrono_literals;

constexpr Rule out_of_range{"usage.unknown-value", "unknown value"};

constexpr auto longest_wait = 30s;
constexpr auto between_looks = 100ms;
constexpr auto between_drawings = 1s;
/// Machines may come and go while people watch.
constexpr int drawings_between_censuses = 5;

constexpr std::array options{
    file_option,
    Option{.name = "watch", .letter = 'w', .says = "Draw it anew each second, until Ctrl-C; with --json, a line each."},
    Option{.name = "ask", .says = "Ask a registrar as well who is in the pool, and show where the two differ."},
    Option{.name = "export",
           .value = "XML",
           .says = "Write the configuration of rserpooldemo's display to that file ('-': here), and end."},
    Option{.name = "forward",
           .value = "PORT",
           .says = "With --watch, pass the reports on to that UDP port of this computer, 2960 for rserpooldemo."},
};

/// The testbed as it is: with as many machines as there are.
struct Census
{
    model::Layout layout{};
    std::vector<NamedReach> members{}; ///< registrars first
};

Census census_of(TestbedSites& sites, const std::stop_token& stop)
{
    Census census{.layout = lay_out(sites.as_it_is(stop))};
    for (const model::Machine& machine : census.layout.machines)
    {
        if (roles::has_recipe(machine))
        {
            const plan::Id id{.kind = std::string(plan::machine_kind), .name = machine.name, .site = machine.site};
            census.members.push_back({.name = machine.name, .reach = sites.site().reach(id)});
        }
    }
    return census;
}

/// False: it is to stop.
bool wait(std::chrono::milliseconds time, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

/// What one call of the command works with.
struct Showing
{
    const model::Testbed& testbed;
    const Arguments& arguments;
    Console& console;
    std::stop_token stop{};

    PoolPicture picture(const Census& census, Collecting& collecting) const
    {
        PoolPicture picture = pool_picture(testbed, census.layout, collecting.look());
        if (arguments.has("ask"))
        {
            picture.truth = ask_registrar(census.members, testbed.pool.handle,
                                          roles::registrar_endpoints(testbed, census.layout), stop);
            picture.differences = differences(testbed, census.layout, picture.rows, *picture.truth);
        }
        return picture;
    }

    Exit once(TestbedSites& sites) const
    {
        const Census census = census_of(sites, stop);
        Collecting collecting({.stream = stream_reports});
        collecting.follow(census.members);
        const auto deadline = handlespace::Clock::now() + longest_wait;
        while (!collecting.is_settled() && handlespace::Clock::now() < deadline && wait(between_looks, stop))
        {
        }
        if (stop.stop_requested())
        {
            return Exit::interrupted;
        }
        const PoolPicture seen = picture(census, collecting);
        console.out << (arguments.has("json") ? to_json(pool_json(seen, std::chrono::system_clock::now()))
                                              : pool_text(seen, console.out_color));
        return Exit::done;
    }

    Exit watch(TestbedSites& sites, const Forwarding* forwarding) const
    {
        Collecting::Settings settings{.stream = stream_reports};
        if (forwarding != nullptr)
        {
            settings.on_report = [forwarding](handlespace::View datagram) { forwarding->send(datagram); };
        }
        Collecting collecting(std::move(settings));
        std::optional<LiveScreen> screen;
        if (!arguments.has("json"))
        {
            screen.emplace(console.out);
        }
        Census census;
        for (int drawing = 0; !stop.stop_requested() && console.out; ++drawing)
        {
            if (drawing % drawings_between_censuses == 0)
            {
                census = census_of(sites, stop);
                collecting.follow(census.members);
            }
            draw(picture(census, collecting), screen);
            wait(between_drawings, stop);
        }
        return stop.stop_requested() ? Exit::interrupted : Exit::done;
    }

    void draw(const PoolPicture& seen, std::optional<LiveScreen>& screen) const
    {
        if (screen)
        {
            screen->draw(pool_text(seen, console.out_color));
            return;
        }
        console.out << to_json(pool_json(seen, std::chrono::system_clock::now()), doc::JsonLayout::compact) << "\n"
                    << std::flush;
    }
};

void write_export(const model::Testbed& testbed, std::string_view path, Console& console)
{
    const std::string text = demo_config(testbed, lay_out(testbed));
    if (path == "-")
    {
        console.out << text;
        return;
    }
    write_output_file(std::string(path), text, "--export XML");
}

Exit run_pool(const Arguments& arguments, Console& console)
{
    constexpr std::int64_t most_port = 65535;
    const auto port = whole_number("forward", 1, arguments, console);
    if (!port || *port > most_port)
    {
        if (port)
        {
            console.say(found(out_of_range, {}, "'--forward' cannot be '" + std::to_string(*port) + "'",
                              "give a port from 1 to 65535"));
        }
        return Exit::usage;
    }
    const auto testbed = load_testbed(arguments, console);
    if (!testbed)
    {
        return Exit::invalid;
    }
    if (const auto path = arguments.value("export"))
    {
        write_export(*testbed, *path, console);
        return Exit::done;
    }
    const Interrupt interrupt;
    TestbedSites sites(*testbed);
    const Showing showing{.testbed = *testbed, .arguments = arguments, .console = console, .stop = interrupt.token()};
    if (!arguments.has("watch"))
    {
        return showing.once(sites);
    }
    std::optional<Forwarding> forwarding;
    if (arguments.has("forward"))
    {
        forwarding.emplace(static_cast<std::uint16_t>(*port));
    }
    return showing.watch(sites, forwarding ? &*forwarding : nullptr);
}

} // namespace

constexpr Command pool_command{.name = "pool",
                               .synopsis = "show the pool: who is in it, how busy, and since when",
                               .options = options,
                               .run = run_pool};

} // namespace edgepool::cli
