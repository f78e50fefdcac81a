// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "wire/frame.h"
#include "wire/mac.h"

/// Frames for tests.
namespace edgepool::wire::frames
{

inline constexpr Mac everybody{0xffffffffffff};

inline Mac mac(std::uint8_t number)
{
    return {0x525400000000U + number};
}

inline void append(std::vector<std::uint8_t>& bytes, Mac address)
{
    for (int shift = 40; shift >= 0; shift -= 8)
    {
        bytes.push_back(static_cast<std::uint8_t>(address.bits >> static_cast<unsigned>(shift)));
    }
}

/// Of that size at least, with the text as its payload.
inline std::vector<std::uint8_t> frame(Mac from, Mac to, std::string_view text = "", std::size_t size = 60)
{
    std::vector<std::uint8_t> bytes;
    append(bytes, to);
    append(bytes, from);
    bytes.push_back(0x88);
    bytes.push_back(0xb5); // for experiments
    bytes.insert(bytes.end(), text.begin(), text.end());
    bytes.resize(bytes.size() < size ? size : bytes.size());
    return bytes;
}

} // namespace edgepool::wire::frames
