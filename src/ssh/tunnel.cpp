// SPDX-License-Identifier: Apache-2.0
#include "ssh/tunnel.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <libssh2.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "ssh/connection.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

constexpr std::size_t block_size = std::size_t{32} << 10U;
constexpr std::chrono::milliseconds heartbeat{15'000};
constexpr int most_unanswered = 3;

std::string last_message(LIBSSH2_SESSION* session)
{
    char* text = nullptr;
    int size = 0;
    ::libssh2_session_last_error(session, &text, &size, 0);
    return text == nullptr ? std::string{} : utf8::printable({text, static_cast<std::size_t>(size)});
}

/// What the jump host said of the machine behind it, which may only be booting.
[[noreturn]] void fail_to_pass(const std::string& machine, const std::string& address, std::uint16_t port,
                               const std::string& why)
{
    const std::string what = fmt::format("{} ({} port {}): {}", machine, address, port, why);
    // libssh2 hands on the reason in words only.
    if (why.find("prohibited") != std::string::npos)
    {
        throw Error(
            found(rules::no_passage, {}, what, "its sshd_config must have 'AllowTcpForwarding yes' for the user"));
    }
    throw Error(
        found(rules::unreachable, {}, what, "see whether the machine is up, and can be reached from the jump host"),
        Retry::may_help);
}

} // namespace

Tunnel::Tunnel(std::unique_ptr<Session::Connection> jump, const std::string& address, std::uint16_t port,
               const Waiting& waiting)
    : jump_(std::move(jump))
{
    LIBSSH2_SESSION* const session = jump_->session();
    const auto open = [&] {
        channel_ = ::libssh2_channel_direct_tcpip_ex(session, address.c_str(), port, "127.0.0.1", 0);
        const int fault = channel_ != nullptr ? 0 : ::libssh2_session_last_errno(session);
        if (fault == LIBSSH2_ERROR_CHANNEL_FAILURE)
        {
            fail_to_pass(waiting.machine(), address, port, last_message(session));
        }
        return fault;
    };
    jump_->finish(waiting, open);
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends.data()) != 0)
    {
        throw Error(found(rules::broken, {}, "no sockets: " + std::generic_category().message(errno),
                          "allow more open files (ulimit -n)"));
    }
    near_ = ends[0];
    far_ = ends[1];
    thread_ = std::jthread([this](const std::stop_token& stop) { carry(stop); });
}

Tunnel::~Tunnel()
{
    thread_.request_stop();
    ::shutdown(far_, SHUT_RDWR); // wakes it
    if (thread_.joinable())
    {
        thread_.join();
    }
    ::close(far_);
    if (near_ >= 0)
    {
        ::close(near_);
    }
}

int Tunnel::take_socket()
{
    return std::exchange(near_, -1);
}

void Tunnel::carry(const std::stop_token& stop)
{
    stop_ = stop;
    while (!is_over_ && !stop.stop_requested())
    {
        const bool has_come = carry_here();
        const bool has_gone = carry_there();
        if (!has_come && !has_gone && !wait())
        {
            break;
        }
    }
    ::shutdown(far_, SHUT_RDWR); // the caller finds its end closed
}

/// A call that could not send all must be repeated before any other.
template <typename Call>
std::ptrdiff_t Tunnel::sent(const Call& call)
{
    constexpr int slice = 100; // milliseconds that a wish to end may go unseen
    while (true)
    {
        const std::ptrdiff_t result = call();
        if (result != LIBSSH2_ERROR_EAGAIN || !jump_->wants_to_send() || stop_.stop_requested())
        {
            return result;
        }
        pollfd wanted{.fd = jump_->socket(), .events = POLLOUT, .revents = 0};
        ::poll(&wanted, 1, slice);
    }
}

bool Tunnel::carry_here()
{
    if (here_.empty())
    {
        std::array<char, block_size> block{};
        const auto count = sent([&] { return ::libssh2_channel_read(channel_, block.data(), block.size()); });
        if (count > 0)
        {
            here_.assign(block.data(), static_cast<std::size_t>(count));
        }
        else if (count != LIBSSH2_ERROR_EAGAIN)
        {
            is_over_ = count < 0 || ::libssh2_channel_eof(channel_) == 1;
        }
    }
    if (here_.empty())
    {
        return false;
    }
    unanswered_ = 0;
    const ssize_t count = ::send(far_, here_.data(), here_.size(), MSG_NOSIGNAL);
    is_over_ = count < 0 && errno != EAGAIN && errno != EINTR;
    here_.erase(0, count > 0 ? static_cast<std::size_t>(count) : 0);
    return count > 0;
}

bool Tunnel::carry_there()
{
    if (there_.empty())
    {
        std::array<char, block_size> block{};
        const ssize_t count = ::recv(far_, block.data(), block.size(), 0);
        is_over_ = is_over_ || count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
        there_.assign(block.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    if (there_.empty())
    {
        return false;
    }
    const auto count = sent([&] { return ::libssh2_channel_write(channel_, there_.data(), there_.size()); });
    is_over_ = is_over_ || (count < 0 && count != LIBSSH2_ERROR_EAGAIN);
    there_.erase(0, count > 0 ? static_cast<std::size_t>(count) : 0);
    return count > 0;
}

/// False if the jump host does not answer any more.
bool Tunnel::wait()
{
    // Sending may have received what is to be read.
    if (here_.empty() && ::libssh2_poll_channel_read(channel_, 0) == 1)
    {
        return true;
    }
    const int ours = (there_.empty() ? POLLIN : 0) | (here_.empty() ? 0 : POLLOUT);
    std::array<pollfd, 2> wanted{{{.fd = far_, .events = static_cast<short>(ours), .revents = 0},
                                  {.fd = jump_->socket(), .events = POLLIN, .revents = 0}}};
    if (::poll(wanted.data(), wanted.size(), static_cast<int>(heartbeat.count())) > 0)
    {
        unanswered_ = wanted[1].revents != 0 ? 0 : unanswered_;
        return true;
    }
    int next = 0;
    ::libssh2_keepalive_send(jump_->session(), &next);
    return ++unanswered_ <= most_unanswered;
}

} // namespace edgepool::ssh
