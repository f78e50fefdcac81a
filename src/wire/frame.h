// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>

#include "wire/mac.h"

namespace edgepool::wire
{

/// An Ethernet frame without its checksum: destination, source, type, payload.
using Frame = std::span<const std::uint8_t>;

/// A header alone.
inline constexpr std::size_t shortest_frame = 14;
/// The largest IP packet, with a header and two VLAN tags.
inline constexpr std::size_t longest_frame = 65'535 + shortest_frame + 8;

inline Mac mac_at(Frame frame, std::size_t offset)
{
    assert(frame.size() >= offset + 6);
    Mac mac;
    for (std::size_t i = 0; i < 6; ++i)
    {
        mac.bits = mac.bits << 8U | frame[offset + i];
    }
    return mac;
}

inline Mac destination_of(Frame frame)
{
    return mac_at(frame, 0);
}

inline Mac source_of(Frame frame)
{
    return mac_at(frame, 6);
}

} // namespace edgepool::wire
