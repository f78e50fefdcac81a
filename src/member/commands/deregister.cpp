// SPDX-License-Identifier: Apache-2.0
#include "member/deregister.h"

#include <array>
#include <chrono>
#include <ostream>

#include "base/error.h"
#include "base/render.h"
#include "doc/write.h"
#include "member/commands/commands.h"
#include "member/commands/shared_options.h"
#include "member/resolve.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;

constexpr auto usual_deadline = 10s;
constexpr auto pause_while_holding = 1s;

constexpr std::array operands{handle_operand, Operand{"ID", Kind::identifier}};
constexpr std::array options{
    registrar_option,
    Option{"hold", Kind::flag, "", "take it out again each second, until told to end: an element comes back otherwise"},
    Option{"deadline", Kind::seconds, "SECONDS", "for one attempt (10)"},
    json_option,
};

/// An element of a pool, to be kept out of it.
struct Target
{
    std::string handle{};
    std::uint32_t identifier = 0;
    std::chrono::milliseconds patience{usual_deadline};
};

void show(const Target& target, const Deregistered& done, const Arguments& arguments, std::ostream& out)
{
    if (arguments.has("json"))
    {
        const doc::Value value = doc::Object{{"handle", target.handle},
                                             {"id", identifier_text(target.identifier)},
                                             {"registrar", to_string(done.registrar)},
                                             {"was_member", done.was_member}};
        out << doc::to_json(value, doc::JsonLayout::compact) << "\n" << std::flush;
        return;
    }
    out << identifier_text(target.identifier) << (done.was_member ? " was taken out of '" : " is not in '")
        << target.handle << "' (" << to_string(done.registrar) << ")\n"
        << std::flush;
}

/// A registrar answers the same whether there was such an element or not; only who is in the pool tells.
Deregistered take_out(Registrars& registrars, const Target& target)
{
    const process::Deadline deadline = process::in(target.patience);
    const Resolved resolved = resolve(registrars, target.handle, deadline);
    if (!names(resolved.answer, target.identifier))
    {
        return {.was_member = false, .registrar = resolved.registrar};
    }
    return deregister(registrars, target.handle, target.identifier, deadline);
}

/// Until told to end. What fails is said, and tried again.
void hold(Registrars& registrars, const Target& target, const Arguments& arguments, Console& console,
          const process::StopSignal& stop)
{
    bool is_shown = false;
    do
    {
        try
        {
            if (is_shown)
            {
                // Without looking first: each look would take a turn from the elements of a pool that gives turns.
                deregister(registrars, target.handle, target.identifier, process::in(target.patience));
            }
            else
            {
                show(target, take_out(registrars, target), arguments, console.out);
                is_shown = true;
            }
        }
        catch (const Error& error)
        {
            if (stop.raised())
            {
                return;
            }
            if (error.retry() == Retry::useless)
            {
                throw;
            }
            console.err << render(error.diagnostic());
        }
    }
    while (process::sleep_until(process::in(pause_while_holding), stop));
}

Exit run(const Arguments& arguments, Console& console)
{
    const process::StopSignal stop(console.stop);
    Registrars registrars(arguments.registrars(), stop);
    const Target target{.handle = arguments.text("HANDLE"),
                        .identifier = *arguments.identifier("ID"),
                        .patience = arguments.seconds("deadline").value_or(usual_deadline)};
    if (arguments.has("hold"))
    {
        hold(registrars, target, arguments, console, stop);
        return ending_of_service(console);
    }
    show(target, take_out(registrars, target), arguments, console.out);
    return Exit::done;
}

} // namespace

Command deregister_command()
{
    return {.name = "deregister",
            .summary = "take an element out of its pool",
            .description = "Takes an element out of its pool, whichever machine it runs on. It goes on with the "
                           "sessions that it has, and gets no new ones; but it comes back when it registers again, "
                           "after 30 seconds at the latest, unless --hold keeps it out.",
            .operands = operands,
            .options = options,
            .example = "edgepool-member deregister FractalGeneratorPool 0x20000001 \\\n"
                       "      --registrar 10.1.1.2 --hold",
            .run = run};
}

} // namespace edgepool::member
