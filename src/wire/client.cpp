// SPDX-License-Identifier: Apache-2.0
#include "wire/client.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <thread>
#include <utility>

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/error.h"
#include "wire/folder.h"
#include "wire/rules.h"
#include "wire/unix_socket.h"

namespace edgepool::wire
{

namespace
{

constexpr std::chrono::milliseconds between_looks{5};
constexpr std::size_t longest_answer = std::size_t{64} << 20U;
constexpr std::string_view fine = "ok\n";
constexpr std::string_view refusal = "error ";

/// Where the last line of the text begins.
std::size_t last_line(std::string_view text)
{
    const std::size_t end = text.empty() ? std::string_view::npos : text.rfind('\n', text.size() - 2);
    return text.size() < 2 || end == std::string_view::npos ? 0 : end + 1;
}

bool is_whole(std::string_view answer)
{
    const std::string_view last = answer.substr(last_line(answer));
    return last == fine || (last.starts_with(refusal) && last.ends_with('\n'));
}

} // namespace

std::vector<std::string> switch_command(const std::string& program, const std::string& folder)
{
    return {program, folder};
}

SwitchClient::SwitchClient(std::string folder, Handle socket, std::chrono::milliseconds patience)
    : folder_(std::move(folder)), socket_(std::move(socket)), patience_(patience)
{
    check_peer();
}

std::optional<SwitchClient> SwitchClient::find(const std::string& folder, std::chrono::milliseconds patience)
{
    Handle socket = connect_to(control_path(folder));
    const int number = socket ? 0 : errno;
    if (number == ENOENT || number == ECONNREFUSED || number == ENOTDIR)
    {
        return std::nullopt;
    }
    if (!socket)
    {
        throw Error(found(rules::no_answer, {}, control_path(folder) + ": " + std::generic_category().message(number),
                          "stop the process that holds " + lock_path(folder) + ", then run 'edgepool up'"));
    }
    return SwitchClient(folder, std::move(socket), patience);
}

std::optional<SwitchClient> SwitchClient::wait_for(const std::string& folder, std::chrono::milliseconds patience,
                                                   const std::stop_token& stop)
{
    const auto deadline = Clock::now() + patience;
    while (!stop.stop_requested() && Clock::now() < deadline)
    {
        if (auto client = find(folder))
        {
            return client;
        }
        std::this_thread::sleep_for(between_looks);
    }
    return std::nullopt;
}

void SwitchClient::check_peer()
{
    ucred peer{};
    socklen_t size = sizeof peer;
    if (::getsockopt(socket_.get(), SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0 || peer.uid != ::geteuid())
    {
        throw Error(found(rules::not_a_switch, {}, folder_ + ": it belongs to another user",
                          "find out who made that folder, then remove it"));
    }
    const auto identity = parse_identity(ask("hello"));
    if (!identity)
    {
        throw Error(found(rules::not_a_switch, {}, fmt::format("{}: process {}", folder_, peer.pid),
                          "stop that process, then run 'edgepool up'"));
    }
    identity_ = {.testbed = identity->testbed, .process = peer.pid};
    // Still the process that has just answered: its number names no other one before it has ended. A switch in a thread
    // of our own ends without it.
    if (peer.pid != ::getpid())
    {
        process_ = Handle(static_cast<int>(::syscall(SYS_pidfd_open, peer.pid, 0)));
    }
}

AllCounters SwitchClient::counters()
{
    auto counters = parse_counters(ask("counters"));
    if (!counters)
    {
        fail_to_answer("its counters make no sense");
    }
    return *std::move(counters);
}

Wiring SwitchClient::wiring()
{
    Diagnostics diagnostics;
    auto wiring = parse_wiring(std::make_shared<const Source>("switch", ask("wiring")), diagnostics);
    if (!wiring)
    {
        fail_to_answer("its wiring makes no sense");
    }
    return *std::move(wiring);
}

void SwitchClient::apply(const Change& change)
{
    ask(to_line(change));
}

void SwitchClient::rewire(const Wiring& wanted)
{
    for (const Change& change : changes_between(wiring(), wanted))
    {
        apply(change);
    }
}

void SwitchClient::quit()
{
    const auto deadline = Clock::now() + patience_;
    ask("quit");
    std::string rest;
    while (receive(rest, deadline))
    {
    }
    if (process_)
    {
        wait_for_input(process_, deadline);
    }
}

/// All lines of the answer but the last.
std::string SwitchClient::ask(std::string_view request)
{
    const auto deadline = Clock::now() + patience_;
    send(std::string(request) + "\n");
    std::string answer;
    while (!is_whole(answer))
    {
        if (answer.size() > longest_answer || !receive(answer, deadline))
        {
            fail_to_answer("it broke off");
        }
    }
    const std::size_t last = last_line(answer);
    if (answer.compare(last, refusal.size(), refusal) == 0)
    {
        throw Error(found(rules::refused, {},
                          answer.substr(last + refusal.size(), answer.size() - last - refusal.size() - 1),
                          fmt::format("it was told: {}", request)));
    }
    answer.erase(last);
    return answer;
}

void SwitchClient::send(std::string_view text) const
{
    // A request is shorter than any socket's buffer, and the answer to the one before has been read.
    const ssize_t count = ::send(socket_.get(), text.data(), text.size(), MSG_NOSIGNAL);
    if (count != static_cast<ssize_t>(text.size()))
    {
        fail_to_answer("it takes no requests");
    }
}

/// The end of a process is an input, too.
void SwitchClient::wait_for_input(const Handle& of, Clock::time_point deadline) const
{
    int ready = -1;
    while (ready < 0)
    {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
        pollfd wanted{.fd = of.get(), .events = POLLIN, .revents = 0};
        ready = ::poll(&wanted, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0)));
    }
    if (ready == 0)
    {
        fail_to_answer(fmt::format("nothing came for {} ms", patience_.count()));
    }
}

bool SwitchClient::receive(std::string& text, Clock::time_point deadline) const
{
    std::array<char, 65536> block{};
    while (true)
    {
        wait_for_input(socket_, deadline);
        const ssize_t count = ::recv(socket_.get(), block.data(), block.size(), 0);
        if (count > 0)
        {
            text.append(block.data(), static_cast<std::size_t>(count));
        }
        if (count >= 0 || (errno != EINTR && errno != EAGAIN))
        {
            return count > 0;
        }
    }
}

void SwitchClient::fail_to_answer(const std::string& why) const
{
    throw Error(found(rules::no_answer, {}, fmt::format("{}: {}", folder_, why),
                      fmt::format("if process {} hangs, stop it ('kill -9'); 'edgepool up' starts another, and the "
                                  "machines go on",
                                  identity_.process)),
                Retry::may_help);
}

} // namespace edgepool::wire
