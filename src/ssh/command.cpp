// SPDX-License-Identifier: Apache-2.0
#include "ssh/command.h"

#include <libssh2.h>

namespace edgepool::ssh
{

namespace
{

constexpr std::size_t block_size = std::size_t{64} << 10U;

} // namespace

RunningCommand::RunningCommand(const Session::Connection& connection, const Streams& streams, const Waiting& waiting)
    : connection_(connection), streams_(streams), waiting_(waiting), block_(block_size)
{
}

void RunningCommand::start(const std::string& command)
{
    LIBSSH2_SESSION* const session = connection_.session();
    connection_.finish(waiting_, [&] {
        channel_ = ::libssh2_channel_open_session(session);
        return channel_ != nullptr ? 0 : ::libssh2_session_last_errno(session);
    });
    constexpr std::string_view request = "exec";
    connection_.finish(waiting_, [&] {
        return ::libssh2_channel_process_startup(channel_, request.data(), static_cast<unsigned>(request.size()),
                                                 command.data(), static_cast<unsigned>(command.size()));
    });
}

Ended RunningCommand::pump()
{
    while (true)
    {
        const bool has_out = drain(0, streams_.out);
        const bool has_err = drain(SSH_EXTENDED_DATA_STDERR, streams_.err);
        if (has_closed())
        {
            return end();
        }
        const bool has_fed = feed();
        // Each call may have received what belongs to another.
        if (!has_out && !has_err && !has_fed && !has_more())
        {
            connection_.wait_for_word(waiting_);
        }
        waiting_.check();
    }
}

bool RunningCommand::has_more() const
{
    constexpr int any_stream = 1;
    return ::libssh2_poll_channel_read(channel_, any_stream) == 1;
}

bool RunningCommand::drain(int stream, const std::function<void(std::string_view)>& sink)
{
    bool has_come = false;
    while (true)
    {
        const auto count = connection_.try_once(
            waiting_, [&] { return ::libssh2_channel_read_ex(channel_, stream, block_.data(), block_.size()); });
        if (count == 0 || Session::Connection::is_waiting(count))
        {
            return has_come;
        }
        connection_.check(static_cast<int>(count));
        has_come = true;
        if (sink)
        {
            sink({block_.data(), static_cast<std::size_t>(count)});
        }
        waiting_.check(); // an endless output does not outlive the deadline
    }
}

/// True if something was sent.
bool RunningCommand::feed()
{
    if (is_fed_)
    {
        return false;
    }
    if (written_ == piece_.size())
    {
        piece_ = streams_.in ? streams_.in() : std::string{};
        written_ = 0;
    }
    if (!piece_.empty())
    {
        return write_piece();
    }
    const int result = connection_.try_once(waiting_, [&] { return ::libssh2_channel_send_eof(channel_); });
    if (Session::Connection::is_waiting(result))
    {
        return false;
    }
    connection_.check(result);
    is_fed_ = true;
    return true;
}

bool RunningCommand::write_piece()
{
    const auto count = connection_.try_once(waiting_, [&] {
        return ::libssh2_channel_write_ex(channel_, 0, piece_.data() + written_, piece_.size() - written_);
    });
    if (Session::Connection::is_waiting(count))
    {
        return false;
    }
    connection_.check(static_cast<int>(count));
    written_ += static_cast<std::size_t>(count);
    return count > 0;
}

/// A command may close its outputs and go on; the machine's last word is another.
bool RunningCommand::has_closed()
{
    if (::libssh2_channel_eof(channel_) != 1)
    {
        return false;
    }
    const int result = connection_.try_once(waiting_, [&] { return ::libssh2_channel_wait_closed(channel_); });
    if (Session::Connection::is_waiting(result))
    {
        return false;
    }
    connection_.check(result);
    return true;
}

Ended RunningCommand::end()
{
    Ended ended{.status = ::libssh2_channel_get_exit_status(channel_)};
    char* signal = nullptr;
    std::size_t size = 0;
    ::libssh2_channel_get_exit_signal(channel_, &signal, &size, nullptr, nullptr, nullptr, nullptr);
    if (signal != nullptr)
    {
        ended.signal.assign(signal, size);
        ::libssh2_free(connection_.session(), signal);
    }
    connection_.finish(waiting_, [&] { return ::libssh2_channel_free(channel_); });
    return ended;
}

} // namespace edgepool::ssh
