// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "asap/message.h"

/// Messages of RSPLIB 3.4.4, captured between its registrars, elements and users.
namespace edgepool::asap::captured
{

inline constexpr std::string_view registration =
    "0100004c000900184672616374616c47656e657261746f72506f6f6c000a0030200000010000000000015f9000040010cf62000100010008"
    "0a0201020008001040000003000000001999999a";
inline constexpr std::string_view registration_answer =
    "03000024000900184672616374616c47656e657261746f72506f6f6c000e000820000001";
inline constexpr std::string_view resolution =
    "05000024000900184672616374616c47656e657261746f72506f6f6c803f000800000001";
inline constexpr std::string_view resolution_answer =
    "0600005c000900184672616374616c47656e657261746f72506f6f6c0008001040000003000000001999999a000a00302000000110000001"
    "00015f9000040010cf620001000100080a0201020008001040000003000000001999999a";
inline constexpr std::string_view keep_alive =
    "0700002810000001000900184672616374616c47656e657261746f72506f6f6c000e000820000002";
inline constexpr std::string_view keep_alive_answer =
    "08000024000900184672616374616c47656e657261746f72506f6f6c000e000820000002";
inline constexpr std::string_view deregistration =
    "02000024000900184672616374616c47656e657261746f72506f6f6c000e000820000002";
inline constexpr std::string_view deregistration_answer =
    "04000024000900184672616374616c47656e657261746f72506f6f6c000e000820000002";

inline Octets octets(std::string_view hexadecimal)
{
    const auto value = [](char digit) { return digit <= '9' ? digit - '0' : digit - 'a' + 10; };
    Octets octets;
    for (std::size_t index = 0; index + 1 < hexadecimal.size(); index += 2)
    {
        octets.push_back(static_cast<std::uint8_t>(value(hexadecimal[index]) * 16 + value(hexadecimal[index + 1])));
    }
    return octets;
}

} // namespace edgepool::asap::captured
