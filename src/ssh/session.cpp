// SPDX-License-Identifier: Apache-2.0
#include "ssh/session.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/error.h"
#include "ssh/command.h"
#include "ssh/connection.h"
#include "ssh/rules.h"
#include "ssh/waiting.h"

namespace edgepool::ssh
{

Session::Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Session::Session(Session&& other) noexcept = default;
Session& Session::operator=(Session&& other) noexcept = default;
Session::~Session() = default;

Session Session::connect(const Machine& machine, const Keys& keys, const Patience& patience)
{
    return Session(Connection::open(machine, keys, Waiting(machine.name, patience)));
}

Session connect_patiently(const Machine& machine, const Keys& keys, const Patience& patience, Clock::duration time,
                          const OnWait& on_wait)
{
    constexpr std::chrono::seconds longest_pause{3};
    const auto until = Clock::now() + time;
    Clock::duration pause = std::chrono::milliseconds(250);
    while (true)
    {
        try
        {
            return Session::connect(machine, keys, patience);
        }
        catch (const Error& error)
        {
            // A machine that boots refuses, hangs up, or is silent: that is no end yet.
            if (error.retry() == Retry::useless || Clock::now() + pause > std::min(until, patience.deadline))
            {
                throw;
            }
            on_wait(error.diagnostic());
        }
        Waiting(machine.name, patience).pause(pause);
        pause = std::min<Clock::duration>(2 * pause, longest_pause);
    }
}

bool Session::is_open() const
{
    return connection_->is_open();
}

const std::string& Session::machine() const
{
    return connection_->machine().name;
}

Ended Session::run(const std::string& command, const Streams& streams, const Patience& patience)
{
    if (!is_open())
    {
        throw Error(found(rules::broken, {}, machine(), "connect again"), Retry::may_help);
    }
    const Waiting waiting(machine(), patience);
    // Whatever comes between leaves a session in which nobody knows what belongs to what.
    const auto close = [](Connection* connection) { connection->close(); };
    std::unique_ptr<Connection, decltype(close)> unless_done(connection_.get(), close);
    RunningCommand running(*connection_, streams, waiting);
    running.start(command);
    Ended ended = running.pump();
    [[maybe_unused]] const Connection* const kept = unless_done.release();
    return ended;
}

Printed run_quietly(Session& session, const std::string& command, const Patience& patience, std::size_t most_bytes)
{
    Printed printed;
    const auto into = [most_bytes](std::string& text) {
        return [&text, most_bytes](std::string_view piece) {
            text += piece.substr(0, std::min(piece.size(), most_bytes - text.size()));
        };
    };
    printed.ended = session.run(command, {.out = into(printed.out), .err = into(printed.err)}, patience);
    return printed;
}

} // namespace edgepool::ssh
