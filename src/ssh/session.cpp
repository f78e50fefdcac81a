// SPDX-License-Identifier: Apache-2.0
#include "ssh/session.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "ssh/command.h"
#include "ssh/connect.h"
#include "ssh/connection.h"
#include "ssh/rules.h"
#include "ssh/waiting.h"

namespace edgepool::ssh
{

Session::Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Session::Session(Session&& other) noexcept = default;
Session& Session::operator=(Session&& other) noexcept = default;
Session::~Session() = default;

Session Session::connect(const Machine& machine, const PrivateKey& key, const Patience& patience)
{
    PublicKey::parse(machine.host_key); // before anything is opened
    const Waiting waiting(machine.name, patience);
    auto connection = std::make_unique<Connection>(machine, connect_to(machine.address, machine.port, waiting));
    connection->greet(waiting);
    connection->log_in(key, waiting);
    return Session(std::move(connection));
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
