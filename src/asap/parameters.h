// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

/// The numbers of ASAP (RFC 5352, RFC 5354) and of RSPLIB.
namespace edgepool::asap
{

enum class Type : std::uint8_t
{
    registration = 1,
    deregistration = 2,
    registration_answer = 3,
    deregistration_answer = 4,
    resolution = 5,
    resolution_answer = 6,
    keep_alive = 7,
    keep_alive_answer = 8,
};

enum class Parameter : std::uint16_t
{
    ipv4_address = 1,
    ipv6_address = 2,
    sctp_transport = 4,
    tcp_transport = 5,
    udp_transport = 6,
    policy = 8,
    handle = 9,
    element = 0xa,
    error = 0xc,
    identifier = 0xe,
    items = 0x803f,
};

inline constexpr std::uint8_t rejected_flag = 1;
inline constexpr std::uint8_t new_home_flag = 1;
inline constexpr std::uint16_t control_channel_use = 1;

/// Who does not know a parameter of this kind goes on behind it.
inline constexpr std::uint16_t may_be_skipped = 0x8000;

} // namespace edgepool::asap
