// SPDX-License-Identifier: Apache-2.0
#include "ssh/connection.h"

#include <cassert>
#include <cerrno>
#include <new>

#include <fmt/format.h>
#include <libssh2.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "ssh/rules.h"

namespace edgepool::ssh
{

namespace
{

/// libssh2 counts its users itself, but not for several threads.
void start_library()
{
    static const int started = ::libssh2_init(0);
    if (started != 0)
    {
        throw Error(found(rules::protocol, {}, "libssh2 does not start", "reinstall the package libssh2-1"));
    }
}

LIBSSH2_SESSION* new_session()
{
    start_library();
    LIBSSH2_SESSION* const session = ::libssh2_session_init();
    if (session == nullptr)
    {
        throw std::bad_alloc();
    }
    ::libssh2_session_set_blocking(session, 0);
    return session;
}

/// What a user can do about it.
Error to_error(int fault, const std::string& what)
{
    switch (fault)
    {
    case LIBSSH2_ERROR_SOCKET_NONE:
    case LIBSSH2_ERROR_SOCKET_RECV:
    case LIBSSH2_ERROR_SOCKET_SEND:
    case LIBSSH2_ERROR_SOCKET_DISCONNECT:
    case LIBSSH2_ERROR_SOCKET_TIMEOUT:
    case LIBSSH2_ERROR_BAD_SOCKET:
        return Error(found(rules::broken, {}, what, "'edgepool status' shows whether the machine is there"),
                     Retry::may_help);
    case LIBSSH2_ERROR_BANNER_RECV:
    case LIBSSH2_ERROR_BANNER_SEND:
        return Error(found(rules::not_ssh, {}, what, "look which program has that port (ss -ltnp)"));
    case LIBSSH2_ERROR_KEX_FAILURE:
    case LIBSSH2_ERROR_KEY_EXCHANGE_FAILURE:
    case LIBSSH2_ERROR_METHOD_NONE:
    case LIBSSH2_ERROR_METHOD_NOT_SUPPORTED:
        return Error(found(rules::no_agreement, {}, what,
                           "the machine's sshd must offer an ed25519 host key; see HostKey in its sshd_config"));
    case LIBSSH2_ERROR_HOSTKEY_INIT:
    case LIBSSH2_ERROR_HOSTKEY_SIGN:
        return Error(found(rules::wrong_host_key, {}, what + ": it could not prove that it has its host key",
                           "find out who answers at that address"));
    case LIBSSH2_ERROR_AUTHENTICATION_FAILED:
    case LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED:
        return Error(found(rules::not_authorized, {}, what,
                           "the user's public key must be in ~/.ssh/authorized_keys of the machine"));
    case LIBSSH2_ERROR_CHANNEL_FAILURE:
    case LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED:
        return Error(found(rules::cannot_run, {}, what, "look at the machine's sshd_config, and at its log"));
    default:
        return Error(found(rules::protocol, {}, what, "look at the log of the machine's sshd"));
    }
}

} // namespace

Session::Connection::Connection(Machine machine, int socket)
    : machine_(std::move(machine)),
      host_key_((assert(socket >= 0), PublicKey::parse(machine_.host_key))),
      socket_(socket),
      session_(new_session())
{
}

Session::Connection::~Connection()
{
    close();
}

void Session::Connection::close()
{
    if (session_ == nullptr)
    {
        return;
    }
    // A word of farewell if there is room for it; freeing must not wait for the machine.
    ::libssh2_session_disconnect(session_, "done");
    ::shutdown(socket_, SHUT_RDWR);
    constexpr int most_tries = 16;
    for (int i = 0; i < most_tries && ::libssh2_session_free(session_) == LIBSSH2_ERROR_EAGAIN; ++i)
    {
    }
    ::close(socket_);
    session_ = nullptr;
    socket_ = -1;
}

bool Session::Connection::is_waiting(std::ptrdiff_t result)
{
    return result == LIBSSH2_ERROR_EAGAIN;
}

bool Session::Connection::wants_to_send() const
{
    return (::libssh2_session_block_directions(session_) & LIBSSH2_SESSION_BLOCK_OUTBOUND) != 0;
}

bool Session::Connection::has_broken() const
{
    char next = 0;
    const ssize_t count = ::recv(socket_, &next, 1, MSG_PEEK | MSG_DONTWAIT);
    return count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR);
}

bool Session::Connection::is_open() const
{
    return session_ != nullptr && !has_broken();
}

std::string Session::Connection::last_message() const
{
    char* text = nullptr;
    int size = 0;
    ::libssh2_session_last_error(session_, &text, &size, 0);
    return text == nullptr ? std::string{} : utf8::printable({text, static_cast<std::size_t>(size)});
}

void Session::Connection::check(int result) const
{
    if (result >= 0)
    {
        return;
    }
    const std::string what =
        fmt::format("{} ({} port {}): {}", machine_.name, machine_.address, machine_.port, last_message());
    throw to_error(is_consequence(result) ? LIBSSH2_ERROR_SOCKET_DISCONNECT : result, what);
}

/// Whoever finds nothing to agree on, or refuses a key, may hang up as well; other faults come from a connection that
/// broke.
bool Session::Connection::is_consequence(int fault) const
{
    return fault != LIBSSH2_ERROR_AUTHENTICATION_FAILED && fault != LIBSSH2_ERROR_KEX_FAILURE && has_broken();
}

void Session::Connection::greet(const Waiting& waiting)
{
    // Otherwise a machine with several keys would show the one that libssh2 likes best.
    check(::libssh2_session_method_pref(session_, LIBSSH2_METHOD_HOSTKEY, "ssh-ed25519"));
    finish(waiting, [&] { return ::libssh2_session_handshake(session_, socket_); });
    check_host_key();
}

void Session::Connection::check_host_key() const
{
    std::size_t size = 0;
    int kind = 0;
    const char* const bytes = ::libssh2_session_hostkey(session_, &size, &kind);
    const PublicKey shown(bytes == nullptr ? std::string{} : std::string(bytes, size));
    if (shown != host_key_)
    {
        throw Error(found(rules::wrong_host_key, {},
                          fmt::format("{} ({} port {}) shows {}, and not {}", machine_.name, machine_.address,
                                      machine_.port, shown.line(), host_key_.line()),
                          "another machine has that address, or somebody listens in between; nothing was sent to it. "
                          "If the machine was made anew by other means, run 'edgepool down' and 'edgepool up'"));
    }
}

void Session::Connection::log_in(const PrivateKey& key, const Waiting& waiting)
{
    const std::string& text = key.text().expose();
    finish(waiting, [&] {
        return ::libssh2_userauth_publickey_frommemory(session_, machine_.user.data(), machine_.user.size(), nullptr, 0,
                                                       text.data(), text.size(), nullptr);
    });
}

} // namespace edgepool::ssh
