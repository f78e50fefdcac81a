// SPDX-License-Identifier: Apache-2.0
#include "ssh/connection.h"

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#include <fmt/format.h>
#include <libssh2.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "base/utf8.h"
#include "ssh/agent.h"
#include "ssh/connect.h"
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
                           "the machine's sshd must offer the kind of host key that the testbed file gives "
                           "(ed25519); see HostKey in its sshd_config"));
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

Session::Connection::Connection(Machine machine, int socket, std::unique_ptr<Tunnel> tunnel)
    : machine_(std::move(machine)),
      host_key_((assert(socket >= 0), PublicKey::parse(machine_.host_key))),
      tunnel_(std::move(tunnel)),
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

std::unique_ptr<Session::Connection> Session::Connection::open(const Machine& machine, const Keys& keys,
                                                               const Waiting& waiting)
{
    PublicKey::parse(machine.host_key); // before anything is opened
    std::unique_ptr<Tunnel> tunnel;
    int socket = -1;
    if (machine.through.empty())
    {
        socket = connect_to(machine.address, machine.port, waiting);
    }
    else
    {
        const Machine& jump = machine.through.front();
        tunnel = while_doing("passing " + jump.name, [&] {
            return std::make_unique<Tunnel>(open(jump, keys, waiting), machine.address, machine.port, waiting);
        });
        socket = tunnel->take_socket();
    }
    auto connection = std::make_unique<Connection>(machine, socket, std::move(tunnel));
    connection->greet(waiting);
    connection->log_in(keys, waiting);
    return connection;
}

void Session::Connection::greet(const Waiting& waiting)
{
    // Otherwise a machine with several keys would show the one that libssh2 likes best.
    check(::libssh2_session_method_pref(session_, LIBSSH2_METHOD_HOSTKEY, host_key_.kind().c_str()));
    finish(waiting, [&] { return ::libssh2_session_handshake(session_, socket_); });
    check_host_key();
    constexpr int with_answer = 1;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waiting.patience().heartbeat).count();
    ::libssh2_keepalive_config(session_, with_answer, static_cast<unsigned>(std::max<std::int64_t>(seconds, 1)));
}

void Session::Connection::wait_for_word(const Waiting& waiting) const
{
    constexpr int most_unanswered = 3;
    for (int asked = 0; !waiting.wait_for(socket_, Direction::in, waiting.patience().heartbeat); ++asked)
    {
        if (asked == most_unanswered)
        {
            throw Error(found(rules::broken, {},
                              fmt::format("{} ({} port {}) does not answer any more", machine_.name, machine_.address,
                                          machine_.port),
                              "see whether it hangs or boots, and what is between here and there"),
                        Retry::may_help);
        }
        int next = 0;
        ::libssh2_keepalive_send(session_, &next); // if it cannot be sent, nothing will come
    }
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

namespace
{

struct Signing
{
    const Agent& agent;
    const PublicKey& key;
    const Waiting& waiting;
};

/// Called by libssh2, through which no exception may pass: whoever waits asks again whether the time is over.
int sign_by_agent(LIBSSH2_SESSION* /*session*/, unsigned char** signature, std::size_t* size, const unsigned char* text,
                  std::size_t text_size, void** signing)
{
    try
    {
        const auto& how = *static_cast<const Signing*>(*signing);
        const auto made = how.agent.sign(how.key, {reinterpret_cast<const char*>(text), text_size}, how.waiting);
        // NOLINTNEXTLINE(cppcoreguidelines-no-malloc): libssh2 frees it
        *signature = static_cast<unsigned char*>(made ? std::malloc(std::max<std::size_t>(made->size(), 1)) : nullptr);
        if (*signature == nullptr)
        {
            return -1;
        }
        std::memcpy(*signature, made->data(), made->size());
        *size = made->size();
        return 0;
    }
    catch (const Error&)
    {
        return -1;
    }
}

} // namespace

int Session::Connection::try_key(const Candidate& candidate, const Keys& keys, const Waiting& waiting)
{
    const Agent agent(keys.agent());
    Signing signing{.agent = agent, .key = candidate.public_key, .waiting = waiting};
    void* opaque = &signing;
    const std::string& blob = candidate.public_key.blob();
    const auto call = [&] {
        if (!candidate.own)
        {
            return ::libssh2_userauth_publickey(session_, machine_.user.c_str(),
                                                reinterpret_cast<const unsigned char*>(blob.data()), blob.size(),
                                                sign_by_agent, &opaque);
        }
        const std::string& text = candidate.own->text().expose();
        return ::libssh2_userauth_publickey_frommemory(session_, machine_.user.data(), machine_.user.size(), nullptr, 0,
                                                       text.data(), text.size(), nullptr);
    };
    while (true)
    {
        const int result = try_once(waiting, call);
        if (!is_waiting(result))
        {
            waiting.check();
            return result;
        }
        waiting.wait(socket_, Direction::in);
    }
}

void Session::Connection::log_in(const Keys& keys, const Waiting& waiting)
{
    const Candidates candidates = keys.candidates(waiting);
    std::vector<std::string> tried;
    for (const Candidate& candidate : candidates.keys)
    {
        const int fault = try_key(candidate, keys, waiting);
        if (fault == 0)
        {
            return;
        }
        const bool is_refused =
            fault == LIBSSH2_ERROR_AUTHENTICATION_FAILED || fault == LIBSSH2_ERROR_PUBLICKEY_UNVERIFIED;
        const bool has_enough = !tried.empty() && has_broken(); // it takes a few wrong keys, and hangs up
        if (!is_refused && !has_enough)
        {
            check(fault);
        }
        tried.push_back(candidate.name);
        if (has_enough)
        {
            break;
        }
    }
    fail_to_log_in(candidates, tried);
}

void Session::Connection::fail_to_log_in(const Candidates& candidates, const std::vector<std::string>& tried) const
{
    const std::string who =
        fmt::format("{}@{} port {} ({})", machine_.user, machine_.address, machine_.port, machine_.name);
    Diagnostic fault;
    if (tried.empty())
    {
        fault = found(rules::no_key, {}, who,
                      candidates.next_step.empty() ? "'ssh-keygen -t ed25519' makes one; the machine's owner adds its "
                                                     "public half to ~/.ssh/authorized_keys there"
                                                   : candidates.next_step);
    }
    else
    {
        // A machine that hangs up may be slow to do so.
        constexpr std::size_t usual_most = 6;
        const bool left_out = tried.size() < candidates.keys.size() || tried.size() >= usual_most;
        fault =
            found(rules::not_authorized, {}, who + ": it was shown " + fmt::format("{}", fmt::join(tried, ", ")),
                  left_out ? "it hangs up after that many keys: name the right one with 'key' in the testbed file"
                  : candidates.next_step.empty()
                      ? "the user's public key must be in ~/.ssh/authorized_keys of the machine: 'ssh-copy-id' adds it"
                      : candidates.next_step);
    }
    for (const std::string& why : candidates.unusable)
    {
        fault.related.push_back({.text = why});
    }
    throw Error(std::move(fault));
}

} // namespace edgepool::ssh
