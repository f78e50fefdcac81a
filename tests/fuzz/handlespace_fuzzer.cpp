// SPDX-License-Identifier: Apache-2.0
// Whatever arrives at the port of status reports, and whatever a collector's stream is: it is understood or refused,
// what is understood is written the same again, and memory stays bounded.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <variant>

#include "handlespace/frames.h"
#include "handlespace/handlespace.h"
#include "handlespace/report.h"

namespace
{

using namespace edgepool::handlespace;

constexpr Handlespace::Bounds few{.components = 5, .of_a_source = 4, .links = 3};

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

void check_report(View datagram)
{
    const auto read = read_report(datagram);
    if (const auto* const report = std::get_if<Report>(&read))
    {
        const auto again = read_report(write_report(*report));
        require(std::holds_alternative<Report>(again), "a report that was written can be read");
        require(report->location.size() == 128 || report->status.size() == 128 || std::get<Report>(again) == *report,
                "a report is read as it was written");
        require(!report->workload || (*report->workload >= 0 && *report->workload <= 1), "a load is a share");
        require(!sessions_in(report->status) || !registrar_status(report->status), "one kind of status or the other");
    }
}

/// As a machine that is an enemy: its stream leads to reports, its reports to a pool.
void check_stream(View octets)
{
    Handlespace handlespace(few);
    FrameReader reader;
    Clock::time_point now = Clock::time_point() + std::chrono::hours(1);
    const FrameReader::Sinks sinks{.on_report =
                                       [&](View datagram) {
                                           now += std::chrono::seconds(1);
                                           handlespace.take("one", datagram, now);
                                           handlespace.take("another", datagram, now);
                                       },
                                   .on_tally = [](const Tally&) {}};
    const std::size_t half = octets.size() / 2;
    const bool good = reader.take(octets.first(half), sinks) && reader.take(octets.subspan(half), sinks);
    require(good || !reader.take({}, sinks), "a stream that is none stays one");
    const auto seen = handlespace.look(now);
    require(seen.size() <= few.components, "components are bounded");
    for (const Component& component : seen)
    {
        require(component.links.size() <= few.links, "links are bounded");
        require(component.started <= component.heard, "who reports has begun");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    check_report({data, size});
    check_stream({data, size});
    return 0;
}
