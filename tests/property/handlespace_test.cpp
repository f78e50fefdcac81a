// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "handlespace/frames.h"
#include "handlespace/report.h"

namespace edgepool::handlespace
{

namespace
{

using std::chrono::microseconds;

constexpr std::uint64_t years = std::uint64_t{1} << 50U; // in microseconds: what a time can be

rc::Gen<Name> any_name()
{
    return rc::gen::build<Name>(
        rc::gen::set(&Name::role, rc::gen::element(Role::registrar, Role::element, Role::user)),
        rc::gen::set(&Name::identifier, rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                                                     [](std::uint64_t number) { return number >> 8U; })));
}

microseconds any_time(std::uint64_t end)
{
    return microseconds(
        *rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [end](auto number) { return number % end; }));
}

std::string any_text()
{
    auto text = *rc::gen::container<std::string>(rc::gen::inRange(' ', '\x7f'));
    return text.substr(0, 127);
}

Association any_association()
{
    return {.peer = *any_name(),
            .age = *rc::gen::arbitrary<bool>() ? std::optional(any_time(years)) : std::nullopt,
            .transport = *rc::gen::arbitrary<std::uint16_t>(),
            .payload_protocol = *rc::gen::arbitrary<std::uint32_t>()};
}

Report any_report()
{
    Report report{.sender = *any_name(),
                  .is_final = *rc::gen::arbitrary<bool>(),
                  .age = any_time(years),
                  .interval = any_time(std::uint64_t{1} << 32U),
                  .location = any_text(),
                  .status = any_text()};
    if (*rc::gen::arbitrary<bool>())
    {
        report.workload = *rc::gen::inRange(0, 0xffff) / double{0xfffe};
    }
    for (int left = *rc::gen::inRange(0, 20); left > 0; --left)
    {
        report.associations.push_back(any_association());
    }
    return report;
}

RC_GTEST_PROP(Report, IsReadAsItWasWritten, ())
{
    const Report report = any_report();
    const auto read = read_report(write_report(report));
    RC_ASSERT(std::holds_alternative<Report>(read));
    RC_ASSERT(std::get<Report>(read) == report);
}

RC_GTEST_PROP(Frames, ComeOutAsTheyWent, (const std::vector<Octets>& datagrams, const std::vector<std::uint8_t>& cuts))
{
    Octets stream;
    for (const Octets& datagram : datagrams)
    {
        add_report_frame(stream, datagram);
    }
    std::vector<Octets> heard;
    const FrameReader::Sinks sinks{.on_report = [&](View each) { heard.emplace_back(each.begin(), each.end()); },
                                   .on_tally = [](const Tally&) {}};
    FrameReader reader;
    View rest(stream);
    for (const std::uint8_t cut : cuts)
    {
        const std::size_t size = std::min<std::size_t>(cut, rest.size());
        RC_ASSERT(reader.take(rest.first(size), sinks));
        rest = rest.subspan(size);
    }
    RC_ASSERT(reader.take(rest, sinks));
    RC_ASSERT(heard == datagrams);
}

} // namespace

} // namespace edgepool::handlespace
