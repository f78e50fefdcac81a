// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "asap/message.h"
#include "member/fractal.h"

namespace edgepool::member
{

/// SCTP's payload protocol identifier of RSPLIB's fractal generator protocol.
inline constexpr std::uint32_t fractal_payload_protocol = 32;
/// No message of it is longer.
inline constexpr std::size_t longest_fractal_message = 1312;

asap::Octets encode(const Fractal& fractal);

/// A part of a picture. RSPLIB also sends some without any value.
struct FractalData
{
    std::uint32_t x = 0;
    std::uint32_t y = 0;
    std::vector<std::uint32_t> values{};
    bool is_end = false; ///< nothing more comes

    friend bool operator==(const FractalData&, const FractalData&) = default;
};

/// Nullopt: it is not one.
std::optional<FractalData> decode_fractal_data(asap::View octets);

} // namespace edgepool::member
