// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>

/// Where things are in a datagram; all numbers are big-endian.
namespace edgepool::handlespace
{

inline constexpr std::uint8_t report_type = 1;
inline constexpr std::uint8_t final_flag = 1;
inline constexpr std::uint32_t version = 0x200;
inline constexpr std::uint16_t full_workload = 0xfffe;
inline constexpr std::uint16_t no_workload = 0xffff;
inline constexpr std::uint64_t unknown_age = std::numeric_limits<std::uint64_t>::max();

inline constexpr unsigned identifier_bits = 56;
inline constexpr std::uint64_t most_identifier = (std::uint64_t{1} << identifier_bits) - 1;
inline constexpr std::uint64_t most_time = std::uint64_t{1} << 51U; ///< microseconds: 71 years

inline constexpr std::size_t flags_place = 1;
inline constexpr std::size_t length_place = 2;
inline constexpr std::size_t version_place = 4;
inline constexpr std::size_t sender_place = 8;
inline constexpr std::size_t age_place = 16;
inline constexpr std::size_t interval_place = 24;
inline constexpr std::size_t location_place = 28;
inline constexpr std::size_t status_place = 156;
inline constexpr std::size_t text_size = 128;
inline constexpr std::size_t workload_place = 284;
inline constexpr std::size_t count_place = 286;

inline constexpr std::size_t association_age_place = 8;
inline constexpr std::size_t association_transport_place = 18;
inline constexpr std::size_t association_payload_place = 20;

} // namespace edgepool::handlespace
