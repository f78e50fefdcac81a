// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "wire/client.h"
#include "wire/folder.h"
#include "wire/serve.h"

// Frames from one card to another: through the switch, through the least that could stand in its place, and without
// anything between. Sender and receiver do nothing else, so that each figure is that of the slowest of two or three.
namespace edgepool::wire
{

namespace
{

class Folder
{
public:
    Folder()
    {
        std::string name = "/tmp/ep-bench-XXXXXX";
        path_ = ::mkdtemp(name.data());
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string operator/(const std::string& name) const { return path_ + "/" + name; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

sockaddr_un to_address(const std::string& path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.copy(std::begin(address.sun_path), sizeof address.sun_path - 1);
    return address;
}

int socket_at(const std::string& path)
{
    const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const sockaddr_un address = to_address(path);
    // Ends when the benchmark has what it wants, and nobody reads any more.
    constexpr timeval patience{.tv_sec = 0, .tv_usec = 200'000};
    ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    return socket;
}

std::vector<std::uint8_t> frame(std::size_t size)
{
    std::vector<std::uint8_t> bytes(size);
    bytes[0] = bytes[6] = 0x52;
    bytes[5] = 2;
    bytes[11] = 1;
    return bytes;
}

/// Frames flow from "a.0" to `target`; each turn takes one out at "b.0".
void measure(benchmark::State& state, const Folder& folder, const std::string& target)
{
    const int sender = socket_at(folder / "a.0");
    const int receiver = socket_at(folder / "b.0");
    const auto bytes = frame(static_cast<std::size_t>(state.range(0)));
    std::jthread sending([&](const std::stop_token& stop) {
        const sockaddr_un address = to_address(target);
        while (!stop.stop_requested())
        {
            ::sendto(sender, bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&address),
                     sizeof address);
        }
    });
    std::vector<std::uint8_t> room(bytes.size() + 1);
    for ([[maybe_unused]] auto _ : state)
    {
        if (::recv(receiver, room.data(), room.size(), 0) != static_cast<ssize_t>(bytes.size()))
        {
            state.SkipWithError("a frame is missing");
        }
    }
    state.SetItemsProcessed(state.iterations());
    state.SetBytesProcessed(state.iterations() * state.range(0));
    sending.request_stop();
    sending.join();
    ::close(sender);
    ::close(receiver);
}

void direct(benchmark::State& state)
{
    const Folder folder;
    measure(state, folder, folder / "b.0");
}

/// Receives and sends, and looks at nothing.
void least_relay(benchmark::State& state)
{
    const Folder folder;
    const int relay = socket_at(folder / "lan.net");
    std::jthread relaying([&](const std::stop_token& stop) {
        std::array<std::uint8_t, 16384> room{};
        const sockaddr_un address = to_address(folder / "b.0");
        while (!stop.stop_requested())
        {
            const ssize_t size = ::recv(relay, room.data(), room.size(), 0);
            if (size > 0)
            {
                ::sendto(relay, room.data(), static_cast<std::size_t>(size), 0,
                         reinterpret_cast<const sockaddr*>(&address), sizeof address);
            }
        }
    });
    measure(state, folder, folder / "lan.net");
    relaying.request_stop();
    relaying.join();
    ::close(relay);
}

void through_switch(benchmark::State& state)
{
    const Folder folder;
    const int stop = ::eventfd(0, EFD_CLOEXEC);
    write_wiring(folder.path(),
                 {.testbed = "bench",
                  .segments = {{.name = "lan",
                                .ports = {{.member = "a.0", .macs = {*parse_mac("52:00:00:00:00:01")}},
                                          {.member = "b.0", .macs = {*parse_mac("52:00:00:00:00:02")}}}}}});
    std::jthread serving([&] { serve(folder.path(), stop); });
    auto client = SwitchClient::wait_for(folder.path(), std::chrono::seconds(5));
    measure(state, folder, folder / "lan.net");
    client->quit();
    serving.join();
    ::close(stop);
}

void sizes(benchmark::internal::Benchmark* benchmark)
{
    benchmark->Arg(64)->Arg(1514)->Arg(9014)->UseRealTime();
}

BENCHMARK(direct)->Apply(sizes);
BENCHMARK(least_relay)->Apply(sizes);
BENCHMARK(through_switch)->Apply(sizes);

} // namespace

} // namespace edgepool::wire
