// SPDX-License-Identifier: Apache-2.0
#include "member/collector.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <sys/socket.h>
#include <unistd.h>

#include "base/error.h"
#include "member/fellows.h"
#include "member/outlet.h"
#include "member/report_socket.h"
#include "member/rules.h"

namespace edgepool::member
{

namespace
{

using namespace std::chrono_literals;
using process::Watched;
using process::Woken;

constexpr auto tally_interval = 1s;
constexpr auto pause_between_tries = 100ms;
constexpr std::size_t most_fellows = 64;
/// Datagrams that are taken before anything is written.
constexpr int most_bursts = 16;

/// Whether the program goes on when a part of it is over.
enum class Ending
{
    for_good,
    of_the_other,
};

/// The one that has the port.
class Leader
{
public:
    Leader(Endpoint endpoint, ReportSocket socket, Outlet output)
        : endpoint_(std::move(endpoint)), socket_(std::move(socket))
    {
        outlets_.push_back(std::move(output));
    }

    void run(const process::StopSignal& stop)
    {
        auto next = process::Clock::now();
        while (write())
        {
            if (process::Clock::now() >= next)
            {
                open_door();
                tell_tally();
                next = process::in(tally_interval);
                continue; // both sides of the pipe are alive, or this one ends now
            }
            std::vector<Watched> watched{{.descriptor = socket_.descriptor()}, {.descriptor = door_.descriptor()}};
            for (const Outlet& outlet : outlets_)
            {
                watched.push_back(
                    {.descriptor = outlet.wants_to_write() ? outlet.descriptor() : -1, .what = Watched::For::writing});
            }
            if (stop.wait(watched, next) == Woken::stopped)
            {
                return;
            }
            receive();
            admit();
        }
    }

private:
    void receive()
    {
        std::size_t count = 1;
        for (int burst = 0; burst < most_bursts && count > 0; ++burst)
        {
            count = socket_.receive([this](handlespace::View datagram) { take(datagram); });
        }
    }

    void take(handlespace::View datagram)
    {
        ++tally_.received;
        if (std::holds_alternative<handlespace::Flaw>(handlespace::read_report(datagram)))
        {
            ++tally_.malformed;
            return;
        }
        for (Outlet& outlet : outlets_)
        {
            outlet.add_report(datagram);
        }
    }

    void tell_tally()
    {
        tally_.lost = socket_.lost();
        for (Outlet& outlet : outlets_)
        {
            outlet.add_tally(tally_);
        }
    }

    /// The name may be that of a collector whose end is not complete.
    void open_door()
    {
        if (!door_.is_open())
        {
            door_ = FellowsDoor(endpoint_);
        }
    }

    void admit()
    {
        process::Descriptor fellow = door_.admit();
        if (fellow.good() && outlets_.size() <= most_fellows)
        {
            outlets_.emplace_back(std::move(fellow));
        }
    }

    /// False: nobody reads the output. Fellows that went are forgotten.
    bool write()
    {
        std::vector<Outlet> left;
        for (std::size_t i = 0; i < outlets_.size(); ++i)
        {
            if (outlets_[i].write())
            {
                left.push_back(std::move(outlets_[i]));
            }
            else if (i == 0)
            {
                return false;
            }
        }
        outlets_ = std::move(left);
        return true;
    }

    Endpoint endpoint_;
    ReportSocket socket_;
    FellowsDoor door_{endpoint_};
    std::vector<Outlet> outlets_{}; ///< the first is the output
    handlespace::Tally tally_{};
};

/// Passes on what another collector says. Only whole frames: that one may end at any time.
class Follower
{
public:
    Follower(process::Descriptor fellow, Outlet& output) : fellow_(std::move(fellow)), output_(output) {}

    Ending run(const process::StopSignal& stop)
    {
        const handlespace::FrameReader::Sinks sinks{
            .on_report = [this](handlespace::View datagram) { output_.add_report(datagram); },
            .on_tally = [this](const handlespace::Tally& tally) { output_.add_tally(tally); }};
        handlespace::Octets room(std::size_t{1} << 16U);
        for (;;)
        {
            std::array watched{Watched{.descriptor = fellow_.get()},
                               Watched{.descriptor = output_.wants_to_write() ? output_.descriptor() : -1,
                                       .what = Watched::For::writing}};
            if (stop.wait(watched, process::in(tally_interval)) == Woken::stopped || !output_.write())
            {
                return Ending::for_good;
            }
            if (!watched[0].ready)
            {
                continue;
            }
            const ssize_t count = ::recv(fellow_.get(), room.data(), room.size(), MSG_DONTWAIT);
            if (count <= 0 || !reader_.take({room.data(), static_cast<std::size_t>(count)}, sinks))
            {
                return Ending::of_the_other;
            }
        }
    }

private:
    process::Descriptor fellow_;
    Outlet& output_;
    handlespace::FrameReader reader_{};
};

[[noreturn]] void port_is_taken(const Endpoint& endpoint)
{
    throw Error(found(rules::cannot_collect, {}, to_string(endpoint) + " is taken by another program",
                      "end it: cspmonitor, rserpooldemo, or another receiver of status reports"));
}

} // namespace

void collect(const Endpoint& endpoint, process::Descriptor output, const process::StopSignal& stop,
             std::chrono::milliseconds patience)
{
    Outlet outlet(std::move(output));
    auto give_up = process::in(patience);
    do
    {
        if (auto socket = ReportSocket::open(endpoint))
        {
            return Leader(endpoint, std::move(*socket), std::move(outlet)).run(stop);
        }
        if (process::Descriptor fellow = connect_to_fellow(endpoint); fellow.good())
        {
            if (Follower(std::move(fellow), outlet).run(stop) == Ending::for_good)
            {
                return;
            }
            give_up = process::in(patience);
        }
        if (process::Clock::now() >= give_up)
        {
            port_is_taken(endpoint);
        }
    }
    while (process::sleep_until(process::in(pause_between_tries), stop));
}

} // namespace edgepool::member
