// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <chrono>
#include <ostream>

#include "base/error.h"
#include "base/render.h"
#include "doc/write.h"
#include "member/commands/commands.h"
#include "member/commands/shared_options.h"
#include "member/deregister.h"
#include "member/sessions.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;

constexpr auto usual_patience = 600s;
constexpr auto time_of_attempt = 10s;
constexpr auto between_looks = 500ms;
/// Who was told of the element just before it was taken out may still be on the way to it.
constexpr auto quiet_time = 2s;

constexpr std::array operands{handle_operand, Operand{"ID", Kind::identifier}};
constexpr std::array options{
    registrar_option,
    port_option,
    Option{"for", Kind::seconds, "SECONDS", "how long sessions may take to end (600)"},
    json_option,
};

class Draining
{
public:
    Draining(const Arguments& arguments, Console& console, const process::StopSignal& stop)
        : arguments_(arguments),
          console_(console),
          stop_(stop),
          registrars_(arguments.registrars(), stop),
          end_(process::in(arguments.seconds("for").value_or(usual_patience)))
    {
    }

    Exit run()
    {
        process::Deadline quiet_since = process::in(quiet_time);
        do
        {
            keep_out();
            const std::size_t sessions = count_sessions(port_of(arguments_));
            tell(sessions);
            if (sessions > 0 || !is_out_)
            {
                quiet_since = process::in(quiet_time);
            }
            else if (process::Clock::now() >= quiet_since)
            {
                return conclude(true);
            }
        }
        while (process::Clock::now() < end_ && process::sleep_until(process::in(between_looks), stop_));
        return stop_.raised() ? Exit::interrupted : conclude(false);
    }

private:
    /// An element registers again by itself, so it is taken out again and again.
    void keep_out()
    {
        try
        {
            deregister(registrars_, arguments_.text("HANDLE"), *arguments_.identifier("ID"),
                       std::min(end_, process::in(time_of_attempt)));
            is_out_ = true;
        }
        catch (const Error& error)
        {
            if (error.retry() == Retry::useless || (!is_out_ && process::Clock::now() >= end_))
            {
                throw;
            }
            if (!stop_.raised())
            {
                console_.err << render(error.diagnostic());
            }
        }
    }

    void tell(std::size_t sessions)
    {
        if (told_ == sessions)
        {
            return;
        }
        told_ = sessions;
        if (arguments_.has("json"))
        {
            say(doc::Object{{"sessions", static_cast<std::int64_t>(sessions)}});
            return;
        }
        console_.out << sessions << (sessions == 1 ? " session" : " sessions") << "\n" << std::flush;
    }

    Exit conclude(bool is_drained)
    {
        if (arguments_.has("json"))
        {
            say(doc::Object{{"drained", is_drained ? "yes" : "no"},
                            {"sessions", static_cast<std::int64_t>(told_.value_or(0))}});
        }
        else
        {
            console_.out << (is_drained ? "drained\n" : "not drained in time\n") << std::flush;
        }
        return is_drained ? Exit::done : Exit::failed;
    }

    void say(const doc::Value& value)
    {
        console_.out << doc::to_json(value, doc::JsonLayout::compact) << "\n" << std::flush;
    }

    const Arguments& arguments_;
    Console& console_;
    const process::StopSignal& stop_;
    Registrars registrars_;
    process::Deadline end_;
    bool is_out_ = false;
    std::optional<std::size_t> told_{};
};

Exit run(const Arguments& arguments, Console& console)
{
    const process::StopSignal stop(console.stop);
    return Draining(arguments, console, stop).run();
}

} // namespace

Command drain_command()
{
    return {.name = "drain",
            .summary = "keep an element of this machine out of its pool until it serves nobody",
            .description = "Takes the element out of its pool, again and again since it registers by itself, while its "
                           "sessions end one by one and no new ones come. Exit status 1: some are left.",
            .operands = operands,
            .options = options,
            .example = "edgepool-member drain FractalGeneratorPool 0x20000001 \\\n"
                       "      --registrar 10.1.1.2 --port 7300 --for 60",
            .run = run};
}

} // namespace edgepool::member
