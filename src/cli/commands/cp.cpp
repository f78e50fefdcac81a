// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <mutex>
#include <ostream>
#include <string>

#include <fmt/format.h>

#include "base/rule.h"
#include "cli/choice.h"
#include "cli/commands/commands.h"
#include "cli/copying.h"
#include "cli/interrupt.h"
#include "cli/remote.h"
#include "cli/views/results_view.h"
#include "doc/write.h"

namespace edgepool::cli
{

namespace
{

constexpr Rule two_sides{"usage.operands", "wrong number of arguments"};
constexpr Rule not_one{"usage.not-one-machine", "more than one machine"};

constexpr std::int64_t usual_timeout = 3600;

constexpr std::array options{
    file_option,
    Option{.name = "timeout", .value = "SECONDS", .says = "How long it may take; 3600 by default."},
};

/// Tells how far long copies are: over itself on a terminal, seldom elsewhere.
class Progress
{
public:
    explicit Progress(Console& console) : console_(console) {}

    void tell(const std::string& machine, std::uint64_t passed, std::uint64_t total)
    {
        const std::lock_guard guard(mutex_);
        const auto now = ssh::Clock::now();
        if (now < next_)
        {
            return;
        }
        next_ = now + (console_.err_is_terminal ? std::chrono::milliseconds(250) : std::chrono::milliseconds(10'000));
        constexpr double mebi = 1024.0 * 1024.0;
        const std::string of = total > 0 ? fmt::format(" of {:.1f}", static_cast<double>(total) / mebi) : "";
        console_.err << (console_.err_is_terminal ? "\r\033[K" : "")
                     << fmt::format("{}: {:.1f}{} MiB", machine, static_cast<double>(passed) / mebi, of)
                     << (console_.err_is_terminal ? "" : "\n") << std::flush;
        is_shown_ = console_.err_is_terminal;
    }

    void finish() { console_.err << (is_shown_ ? "\r\033[K" : "") << std::flush; }

private:
    Console& console_;
    std::mutex mutex_{};
    ssh::Clock::time_point next_ = ssh::Clock::now() + std::chrono::seconds(1);
    bool is_shown_ = false;
};

/// Nullopt if it is a copy between this computer and machines.
std::optional<Diagnostic> fault_of(const Place& from, const Place& to)
{
    if (from.is_here() != to.is_here())
    {
        return std::nullopt;
    }
    return found(two_sides, {}, from.is_here() ? "both sides are on this computer" : "both sides are on machines",
                 "write one of them as MACHINE:PATH or GROUP:PATH, such as 'mec-1:/tmp/'");
}

std::vector<MachineResult> copy(const Choice& choice, const Place& from, const Place& to, const RemoteWork& how,
                                Console& console)
{
    Progress progress(console);
    auto results = on_each(choice.machines, how, [&](const AtWork& at, MachineResult& result) {
        const auto on_bytes = [&](std::uint64_t passed, std::uint64_t total) {
            progress.tell(result.name, passed, total);
        };
        (from.is_here() ? copy_there : copy_here)(at.session, from.path, to.path, at.patience, on_bytes);
    });
    progress.finish();
    return results;
}

Exit run_cp(const Arguments& arguments, Console& console)
{
    const Place from = parse_place(arguments.operands()[0]);
    const Place to = parse_place(arguments.operands()[1]);
    if (const auto fault = fault_of(from, to))
    {
        console.say(*fault);
        return Exit::usage;
    }
    const auto timeout = whole_number("timeout", usual_timeout, arguments, console);
    if (!timeout)
    {
        return Exit::usage;
    }
    const Interrupt interrupt;
    const Choice choice = choose(from.is_here() ? to.machine : from.machine, arguments, console, interrupt.token());
    if (choice.machines.empty())
    {
        return choice.exit;
    }
    if (choice.machines.size() > 1 && to.is_here())
    {
        console.say(found(not_one, {},
                          "'" + from.machine + "' stands for " + std::to_string(choice.machines.size()) +
                              " machines, whose copies would have the same name here",
                          "copy from one of them, such as '" + choice.machines.front().name + ":" + from.path + "'"));
        return Exit::usage;
    }
    const RemoteWork how{.timeout = std::chrono::seconds(*timeout), .stop = interrupt.token()};
    const auto results = copy(choice, from, to, how, console);
    if (arguments.has("json"))
    {
        console.out << to_json(results_json(choice.testbed, results));
    }
    return conclude(results, interrupt.came(), console);
}

} // namespace

constexpr Command cp_command{.name = "cp",
                             .synopsis = "copy files and folders to machines, or from one",
                             .options = options,
                             .operands = {.name = "FROM TO", .least = 2, .most = 2, .completes = Completes::files},
                             .run = run_cp};

} // namespace edgepool::cli
