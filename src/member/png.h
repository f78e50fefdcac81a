// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace edgepool::member
{

/// A PNG of one byte a pixel, which is the number of a colour in the palette (three bytes each). Nothing is compressed:
/// pictures are small, and no library is needed for it.
std::string indexed_png(std::uint32_t width, std::uint32_t height, std::span<const std::uint8_t> palette,
                        std::span<const std::uint8_t> pixels);

/// PNG's checksum.
std::uint32_t crc32(std::string_view octets);

} // namespace edgepool::member
