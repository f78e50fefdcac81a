// SPDX-License-Identifier: Apache-2.0
// Whatever a switch is told, its wiring stays one that can be written and read; whatever it is sent, no frame comes
// back to its sender or leaves from an address of another. Each line of the input is a request; what follows a zero
// byte are frames: the port, the length, the bytes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/diagnostics.h"
#include "base/source.h"
#include "wire/answers.h"
#include "wire/segment.h"
#include "wire/wiring.h"

namespace
{

using edgepool::Diagnostics;
using edgepool::Source;
using edgepool::wire::Frame;
using edgepool::wire::PlannedPort;
using edgepool::wire::PlannedSegment;
using edgepool::wire::PortId;
using edgepool::wire::Segment;
using edgepool::wire::Wiring;

void require(bool condition, std::string_view what)
{
    if (!condition)
    {
        std::cerr << "broken: " << what << '\n';
        std::abort();
    }
}

Wiring wiring_of(std::string_view lines)
{
    Wiring wiring{.testbed = "fuzz"};
    while (!lines.empty())
    {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        Diagnostics diagnostics;
        const Wiring before = wiring;
        const auto change = edgepool::wire::parse_change(line, {}, diagnostics);
        const bool changed = change && edgepool::wire::apply(*change, {}, wiring, diagnostics);
        require(changed == diagnostics.empty(), "done, or a reason why not");
        require(changed || wiring == before, "what is refused changes nothing");
    }
    return wiring;
}

void check_text(const Wiring& wiring)
{
    Diagnostics diagnostics;
    const auto text = std::make_shared<const Source>("fuzz", edgepool::wire::to_text(wiring));
    const auto read = edgepool::wire::parse_wiring(text, diagnostics);
    require(read && *read == wiring, "a wiring is read as it was written");
}

void check_frame(Segment& segment, const PlannedSegment& planned, PortId from, Frame frame)
{
    const auto refused = [&] { return segment.counters(from).malformed + segment.counters(from).spoofed; };
    const auto before = refused();
    const auto targets = segment.forward(from, frame);
    require(targets.size() < planned.ports.size(), "a frame goes to others");
    require(std::ranges::find(targets, from) == targets.end(), "a frame does not come back");
    require(targets.empty() || refused() == before, "what is refused goes nowhere");
    const auto& macs = planned.ports[from].macs;
    require(targets.empty() || macs.empty() || std::ranges::find(macs, edgepool::wire::source_of(frame)) != macs.end(),
            "whoever has addresses sends from these");
}

void check_frames(const PlannedSegment& planned, std::span<const std::uint8_t> bytes)
{
    Segment segment;
    for (const PlannedPort& port : planned.ports)
    {
        segment.give_addresses(segment.add_port(), port.macs);
    }
    while (bytes.size() >= 2 && !planned.ports.empty())
    {
        const auto from = static_cast<PortId>(bytes[0] % planned.ports.size());
        const std::size_t length = std::min<std::size_t>(bytes[1], bytes.size() - 2);
        check_frame(segment, planned, from, bytes.subspan(2, length));
        bytes = bytes.subspan(2 + length);
    }
}

void check_answers(std::string_view text)
{
    const auto identity = edgepool::wire::parse_identity(text);
    require(!identity || edgepool::wire::parse_identity(to_line(*identity)) == identity, "an identity is read back");
    const auto counters = edgepool::wire::parse_counters(text);
    require(!counters || edgepool::wire::parse_counters(to_lines(*counters)).has_value(), "counters are read back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string bytes(data, data + size);
    const std::string_view lines = std::string_view(bytes).substr(0, bytes.find('\0'));
    check_answers(lines);
    Diagnostics diagnostics;
    const auto source = std::make_shared<const Source>("fuzz", std::string(lines));
    require(edgepool::wire::parse_wiring(source, diagnostics).has_value() == diagnostics.empty(),
            "a wiring, or a reason why not");
    const Wiring wiring = wiring_of(lines);
    check_text(wiring);
    for (const PlannedSegment& segment : wiring.segments)
    {
        check_frames(segment, std::span(data, size).subspan(std::min(lines.size() + 1, size)));
    }
    return 0;
}
