// SPDX-License-Identifier: Apache-2.0
#include "member/resolve.h"

#include <array>
#include <chrono>
#include <ostream>

#include "base/error.h"
#include "doc/write.h"
#include "member/commands/commands.h"
#include "member/commands/shared_options.h"
#include "member/describe.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;

constexpr auto usual_deadline = 10s;
constexpr auto pause_between_questions = 100ms;

constexpr std::array operands{handle_operand};
constexpr std::array options{
    registrar_option,
    Option{"expect", Kind::identifier, "ID", "ask again until the pool names this element"},
    Option{"wait", Kind::flag, "", "ask again until a registrar answers"},
    Option{"deadline", Kind::seconds, "SECONDS", "give up after that time (10)"},
    json_option,
};

void show(const Resolved& resolved, const Arguments& arguments, std::ostream& out)
{
    if (arguments.has("json"))
    {
        out << doc::to_json(to_value(resolved.answer, to_string(resolved.registrar))) << "\n";
    }
    else if (resolved.answer.elements.empty())
    {
        out << "no element is registered as '" << resolved.answer.handle << "'\n";
    }
    else
    {
        out << to_table(resolved.answer);
    }
}

std::string members_of(const asap::ResolutionAnswer& answer)
{
    std::string text;
    for (const asap::Element& element : answer.elements)
    {
        text += (text.empty() ? "" : ", ") + identifier_text(element.identifier);
    }
    return text.empty() ? "no element" : text;
}

[[noreturn]] void not_there(const std::string& handle, std::uint32_t expected, const std::string& instead)
{
    throw Error(found(rules::not_in_pool, {}, identifier_text(expected) + " in '" + handle + "': " + instead,
                      "a running element is not a registered one: read its log for 'Registration failed'"));
}

/// Asks again until somebody answers.
Resolved wait_for_answer(Registrars& registrars, const std::string& handle, process::Deadline deadline,
                         const process::StopSignal& stop)
{
    for (;;)
    {
        try
        {
            return resolve(registrars, handle, deadline);
        }
        catch (const Error& error)
        {
            const process::Deadline again = process::in(pause_between_questions);
            if (error.retry() == Retry::useless || again > deadline || !process::sleep_until(again, stop))
            {
                throw;
            }
        }
    }
}

/// The last thing that was in the way, if it does not come out well.
Resolved wait_for(Registrars& registrars, const std::string& handle, std::uint32_t expected, process::Deadline deadline,
                  const process::StopSignal& stop)
{
    std::string instead = "nobody was asked";
    do
    {
        try
        {
            Resolved resolved = wait_for_answer(registrars, handle, deadline, stop);
            if (names(resolved.answer, expected))
            {
                return resolved;
            }
            instead = to_string(resolved.registrar) + " names " + members_of(resolved.answer);
        }
        catch (const Error& error)
        {
            if (error.retry() == Retry::useless)
            {
                throw;
            }
            instead = error.diagnostic().detail;
        }
    }
    while (process::sleep_until(std::min(deadline, process::in(pause_between_questions)), stop) &&
           process::Clock::now() < deadline);
    not_there(handle, expected, instead);
}

Exit run(const Arguments& arguments, Console& console)
{
    const process::StopSignal stop(console.stop);
    const process::Deadline deadline = process::in(arguments.seconds("deadline").value_or(usual_deadline));
    Registrars registrars(arguments.registrars(), stop);
    const std::string handle = arguments.text("HANDLE");
    const auto expected = arguments.identifier("expect");
    show(expected                ? wait_for(registrars, handle, *expected, deadline, stop)
         : arguments.has("wait") ? wait_for_answer(registrars, handle, deadline, stop)
                                 : resolve(registrars, handle, deadline),
         arguments, console.out);
    return Exit::done;
}

} // namespace

Command resolve_command()
{
    return {.name = "resolve",
            .summary = "who is in a pool",
            .description = "Asks a registrar who is in a pool, and shows each element with its identifier, home "
                           "registrar, life, addresses, policy and load. A registrar that does not answer is followed "
                           "by the next one. An element is ready when this names it.",
            .operands = operands,
            .options = options,
            .example = "edgepool-member resolve FractalGeneratorPool --registrar 10.1.1.2:3863 \\\n"
                       "      --expect 0x20000001 --deadline 30 --json",
            .run = run};
}

} // namespace edgepool::member
