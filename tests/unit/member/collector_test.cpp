// SPDX-License-Identifier: Apache-2.0
#include "member/collector.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "handlespace/frames.h"
#include "member/report_socket.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;
using handlespace::Name;
using handlespace::Octets;
using handlespace::Report;
using handlespace::Role;
using handlespace::Tally;

/// An address of the loopback that no other process's tests use.
std::string own_address()
{
    const auto number = static_cast<unsigned>(::getpid());
    return "127." + std::to_string((number >> 16U) % 128 + 64) + "." + std::to_string((number >> 8U) % 256) + "." +
           std::to_string(number % 256);
}

Endpoint own_endpoint()
{
    return {.host = own_address(), .port = handlespace::usual_port};
}

class Sender
{
public:
    Sender()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(handlespace::usual_port);
        ::inet_pton(AF_INET, own_address().c_str(), &address.sin_addr);
        EXPECT_EQ(::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    }

    void send(const Octets& datagram) const { ::send(socket_.get(), datagram.data(), datagram.size(), 0); }

    void send(std::uint64_t identifier) const
    {
        send(handlespace::write_report(
            {.sender = {Role::element, identifier}, .interval = 500ms, .status = "0 Sessions"}));
    }

private:
    process::Descriptor socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

/// A collector in a thread, and what comes out of it.
class Collecting
{
public:
    Collecting()
    {
        std::array<int, 2> pipe{};
        EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
        output_ = process::Descriptor(pipe[0]);
        collector_ = std::jthread([input = pipe[1]](const std::stop_token& stop) {
            const process::StopSignal signal(stop);
            collect(own_endpoint(), process::Descriptor(input), signal);
        });
        reader_ = std::jthread([this] { read(); });
    }

    void end()
    {
        collector_.request_stop();
        collector_.join();
        reader_.join();
    }

    /// Waits until something is so of what came.
    void await(const std::function<bool()>& condition)
    {
        std::unique_lock lock(mutex_);
        came_.wait(lock, condition);
    }

    std::vector<std::uint64_t> identifiers{};
    Tally tally{};
    bool is_good = true;

    bool has(std::uint64_t identifier) const
    {
        return std::find(identifiers.begin(), identifiers.end(), identifier) != identifiers.end();
    }

private:
    void read()
    {
        const handlespace::FrameReader::Sinks sinks{
            .on_report =
                [this](handlespace::View datagram) {
                    identifiers.push_back(std::get<Report>(handlespace::read_report(datagram)).sender.identifier);
                },
            .on_tally = [this](const Tally& told) { tally = told; }};
        handlespace::FrameReader frames;
        Octets room(5000);
        for (ssize_t count = 1; count > 0;)
        {
            count = ::read(output_.get(), room.data(), room.size());
            const std::lock_guard guard(mutex_);
            is_good =
                is_good && frames.take({room.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))}, sinks);
            came_.notify_all();
        }
    }

    process::Descriptor output_;
    std::mutex mutex_{};
    std::condition_variable came_{};
    std::jthread reader_{};
    std::jthread collector_{};
};

/// Reports until the collector has the one of that number: before it listens, they are nobody's.
void report_until_heard(Collecting& collecting, std::uint64_t identifier)
{
    const Sender sender;
    std::jthread reporting([&](const std::stop_token& stop) {
        const process::StopSignal signal(stop);
        do
        {
            sender.send(identifier);
        }
        while (process::sleep_until(process::in(20ms), signal));
    });
    collecting.await([&] { return collecting.has(identifier); });
}

TEST(ConcurrentCollector, PassesReportsOnAndCountsTheRest)
{
    Collecting collecting;
    report_until_heard(collecting, 7);
    const Sender sender;
    sender.send(Octets{1, 2, 3});
    sender.send(Octets());
    sender.send(8);
    collecting.await([&] { return collecting.has(8) && collecting.tally.malformed == 2; });
    EXPECT_GE(collecting.tally.received, 4U);
    EXPECT_EQ(collecting.tally.lost, 0U);
    collecting.end();
    EXPECT_TRUE(collecting.is_good);
}

TEST(ConcurrentCollector, SharesThePortAndIsReplacedWhenItEnds)
{
    Collecting first;
    report_until_heard(first, 1);
    Collecting second;
    report_until_heard(second, 2);
    first.await([&] { return first.has(2); });
    first.end();
    report_until_heard(second, 3);
    second.end();
    EXPECT_FALSE(first.has(3));
    EXPECT_TRUE(second.is_good);
}

TEST(ConcurrentCollector, EndsWhenNobodyReadsAnyMore)
{
    ::signal(SIGPIPE, SIG_IGN);
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    ::close(pipe[0]);
    const process::StopSignal never{std::stop_token()};
    collect(own_endpoint(), process::Descriptor(pipe[1]), never);
}

TEST(Collector, SaysThatAnotherProgramHasThePort)
{
    const auto other = ReportSocket::open(own_endpoint());
    ASSERT_TRUE(other);
    const process::StopSignal never{std::stop_token()};
    EXPECT_THROW(collect(own_endpoint(), process::Descriptor(::dup(STDOUT_FILENO)), never, 0ms), Error);
}

TEST(Collector, ListensAtAddressesOfThisMachineOnly)
{
    EXPECT_THROW(ReportSocket::open({.host = "192.0.2.1", .port = 2960}), Error);
}

TEST(ReportSocket, TakesWhatWaitsAndTellsWhatWasLost)
{
    auto socket = ReportSocket::open(own_endpoint());
    ASSERT_TRUE(socket);
    EXPECT_EQ(socket->receive([](handlespace::View) {}), 0U);
    const Sender sender;
    const Octets longest(handlespace::longest_datagram, 0x55);
    sender.send(longest);
    sender.send(9);
    std::vector<std::size_t> sizes;
    while (sizes.size() < 2)
    {
        socket->receive([&](handlespace::View datagram) { sizes.push_back(datagram.size()); });
    }
    EXPECT_EQ(sizes, (std::vector<std::size_t>{handlespace::longest_datagram, handlespace::report_head}));
    EXPECT_EQ(socket->lost(), 0U);
    for (int i = 0; i < 10'000; ++i)
    {
        sender.send(longest);
    }
    EXPECT_GT(socket->lost(), 0U);
}

} // namespace

} // namespace edgepool::member
