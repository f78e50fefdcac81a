// SPDX-License-Identifier: Apache-2.0
// 100,000 status reports a second, from a socket of the loopback through the code of edgepool-member and edgepool:
// taken from the socket, judged, framed, unframed, read, and put into a handlespace. None may be lost.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include <arpa/inet.h>
#include <benchmark/benchmark.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "handlespace/frames.h"
#include "handlespace/handlespace.h"
#include "member/report_socket.h"

namespace
{

using namespace edgepool;
using handlespace::Octets;
using std::chrono::steady_clock;

constexpr const char* address = "127.0.0.1";
constexpr std::uint16_t port = 29600;
constexpr std::uint64_t components = 1000;
constexpr std::chrono::milliseconds burst_interval{1};

/// A user with three sessions, as most reports are at most.
Octets report_of(std::uint64_t identifier, std::chrono::microseconds age)
{
    handlespace::Report report{.sender = {handlespace::Role::user, identifier},
                               .age = age,
                               .interval = std::chrono::milliseconds(500),
                               .location = "user-1: 10.3.1.2",
                               .status = "3 Sessions"};
    for (std::uint64_t session = 1; session <= 3; ++session)
    {
        report.associations.push_back({.peer = {handlespace::Role::element, session},
                                       .age = age,
                                       .payload_protocol = handlespace::first_session_protocol});
    }
    return write_report(report);
}

class Sender
{
public:
    Sender()
    {
        sockaddr_in to{};
        to.sin_family = AF_INET;
        to.sin_port = htons(port);
        ::inet_pton(AF_INET, address, &to.sin_addr);
        if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0)
        {
            std::abort();
        }
    }

    /// In bursts, at that rate. The ages grow, so that no report is a late one.
    void send(std::uint64_t count, std::uint64_t per_second)
    {
        const auto start = steady_clock::now();
        for (std::uint64_t sent = 0; sent < count;)
        {
            const std::chrono::duration<double> passed = steady_clock::now() - start;
            const auto due =
                std::min(count, static_cast<std::uint64_t>(passed.count() * static_cast<double>(per_second)));
            for (; sent < due; ++sent)
            {
                const Octets datagram = report_of(sent % components, std::chrono::microseconds(sent));
                ::send(socket_.get(), datagram.data(), datagram.size(), 0);
            }
            std::this_thread::sleep_for(burst_interval);
        }
    }

private:
    process::Descriptor socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
};

/// What the collector in a machine does with a datagram, and what is done with it here.
class Pipeline
{
public:
    void take(handlespace::View datagram)
    {
        if (std::holds_alternative<handlespace::Report>(handlespace::read_report(datagram)))
        {
            handlespace::add_report_frame(stream_, datagram);
        }
    }

    void pass_on()
    {
        reader_.take(stream_, sinks_);
        stream_.clear();
    }

    std::uint64_t taken() const { return handlespace_.counts().taken; }

private:
    handlespace::Handlespace handlespace_{{.of_a_source = components}};
    handlespace::FrameReader reader_{};
    Octets stream_{};
    handlespace::FrameReader::Sinks sinks_{
        .on_report = [this](handlespace::View datagram) { handlespace_.take("mec-1", datagram, steady_clock::now()); },
        .on_tally = [](const handlespace::Tally&) {}};
};

void reports_of_a_second(benchmark::State& state)
{
    const auto rate = static_cast<std::uint64_t>(state.range(0));
    std::uint64_t lost = 0;
    std::uint64_t taken = 0;
    for (auto step : state)
    {
        auto socket = member::ReportSocket::open({.host = address, .port = port});
        Pipeline pipeline;
        std::atomic<bool> is_sent = false;
        std::jthread sending([&] {
            Sender().send(rate, rate);
            is_sent = true;
        });
        while (!is_sent || pipeline.taken() + socket->lost() < rate)
        {
            const auto take = [&](handlespace::View datagram) { pipeline.take(datagram); };
            if (socket->receive(take) == 0)
            {
                std::this_thread::sleep_for(burst_interval);
            }
            pipeline.pass_on();
        }
        lost += socket->lost();
        taken += pipeline.taken();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(taken));
    state.counters["lost"] = static_cast<double>(lost);
}

/// The same work without sockets: how long one report takes.
void report(benchmark::State& state)
{
    Pipeline pipeline;
    std::vector<Octets> datagrams;
    std::uint64_t count = 0;
    for (std::uint64_t i = 0; i < components; ++i)
    {
        datagrams.push_back(report_of(i, std::chrono::microseconds(1)));
    }
    for (auto step : state)
    {
        pipeline.take(datagrams[count++ % components]);
        pipeline.pass_on();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(count));
}

BENCHMARK(report);
BENCHMARK(reports_of_a_second)->Arg(10'000)->Arg(100'000)->Iterations(3)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
