// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "ssh/keys.h"
#include "ssh/patience.h"
#include "ssh/public_key.h"

namespace edgepool::ssh
{

/// A machine that can be logged in to.
struct Machine
{
    std::string name{}; ///< for messages
    std::string address = "127.0.0.1";
    std::uint16_t port = 22;
    std::string user = "root";
    std::string host_key{};         ///< "ssh-ed25519 AAAA...": who shows another is not this machine
    std::vector<Machine> through{}; ///< the machine that leads there, if this one cannot be reached from here

    friend bool operator==(const Machine&, const Machine&) = default;
};

/// Where a command's output goes to and its input comes from, piece by piece as it flows. What throws ends the session.
struct Streams
{
    std::function<void(std::string_view)> out{};
    std::function<void(std::string_view)> err{};
    std::function<std::string()> in{}; ///< the next piece; an empty one is the end. Without it there is no input.
};

/// How a command ended: by itself with a status, or by a signal ("KILL", without "SIG").
struct Ended
{
    int status = 0;
    std::string signal{};

    bool well() const { return status == 0 && signal.empty(); }
    friend bool operator==(const Ended&, const Ended&) = default;
};

/// A connection to a machine, logged in. Commands run one after the other; one thread at a time may use it.
///
/// A call that throws leaves it closed: from the middle of a transfer there is no way back to order. What ran there may
/// go on running, without input and outputs, unless it was wrapped by ends_with_connection() (ssh/shell.h).
class Session
{
public:
    /// One try. Error::retry() says whether another may help.
    static Session connect(const Machine& machine, const Keys& keys, const Patience& patience);

    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    Session(Session&& other) noexcept;
    Session& operator=(Session&& other) noexcept;
    ~Session();

    /// Runs what the user's shell makes of the text there.
    Ended run(const std::string& command, const Streams& streams, const Patience& patience);

    /// False if it is known to be of no use any more: closed here, or by the machine.
    bool is_open() const;
    const std::string& machine() const;

    class Connection;

private:
    explicit Session(std::unique_ptr<Connection> connection);

    std::unique_ptr<Connection> connection_;
};

/// Hears why the machine is waited for.
using OnWait = std::function<void(const Diagnostic& why)>;

/// Tries for that long, within the patience, when it may be that the machine is booting: nobody listens yet, or it
/// hangs up. Throws the last Error.
Session connect_patiently(const Machine& machine, const Keys& keys, const Patience& patience, Clock::duration time,
                          const OnWait& on_wait);

/// What a command printed, when it is little. What is beyond the limit is cut off.
struct Printed
{
    Ended ended{};
    std::string out{};
    std::string err{};
};

Printed run_quietly(Session& session, const std::string& command, const Patience& patience,
                    std::size_t most_bytes = std::size_t{1} << 20U);

} // namespace edgepool::ssh
