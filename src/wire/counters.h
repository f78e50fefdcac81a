// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace edgepool::wire
{

/// What a port has seen since it was added. `received` is what the member sent, `sent` what it was given.
struct Counters
{
    std::uint64_t received = 0;
    std::uint64_t received_bytes = 0;
    std::uint64_t sent = 0;
    std::uint64_t sent_bytes = 0;
    std::uint64_t malformed = 0;  ///< shorter than a header, longer than a frame, or from a group address
    std::uint64_t spoofed = 0;    ///< from an address that is not the member's
    std::uint64_t overflowed = 0; ///< for a member that was too slow
    std::uint64_t away = 0;       ///< for a member that was not there
    std::uint64_t queued = 0;     ///< waiting now

    friend bool operator==(const Counters&, const Counters&) = default;
};

/// The traffic of one segment, by member, and how many frames came from whoever is no member.
struct SegmentCounters
{
    std::map<std::string, Counters> ports{};
    std::uint64_t strangers = 0;
};

} // namespace edgepool::wire
