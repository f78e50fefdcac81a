// SPDX-License-Identifier: Apache-2.0
#include "member/png.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace edgepool::member
{

namespace
{

constexpr std::array<std::uint32_t, 256> make_crc_table()
{
    constexpr std::uint32_t polynomial = 0xedb88320;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t index = 0; index < table.size(); ++index)
    {
        std::uint32_t value = index;
        for (int bit = 0; bit < 8; ++bit)
        {
            value = (value & 1U) != 0 ? value >> 1U ^ polynomial : value >> 1U;
        }
        table[index] = value;
    }
    return table;
}

constexpr auto crc_table = make_crc_table();

std::string number32(std::uint32_t value)
{
    return {static_cast<char>(value >> 24U), static_cast<char>(value >> 16U), static_cast<char>(value >> 8U),
            static_cast<char>(value)};
}

std::uint32_t adler32(std::string_view octets)
{
    constexpr std::uint32_t prime = 65521;
    std::uint32_t low = 1;
    std::uint32_t high = 0;
    for (const char octet : octets)
    {
        low = (low + static_cast<unsigned char>(octet)) % prime;
        high = (high + low) % prime;
    }
    return high << 16U | low;
}

/// zlib's form, of blocks that are stored as they are.
std::string stored(std::string_view octets)
{
    constexpr std::size_t longest_block = 65535;
    const std::string checksum = number32(adler32(octets));
    std::string stream{"\x78\x01"};
    do
    {
        const auto length = static_cast<std::uint16_t>(std::min(octets.size(), longest_block));
        const auto complement = static_cast<std::uint16_t>(~length);
        stream += length == octets.size() ? '\x01' : '\x00';
        stream += {static_cast<char>(length & 0xffU), static_cast<char>(length >> 8U),
                   static_cast<char>(complement & 0xffU), static_cast<char>(complement >> 8U)};
        stream += octets.substr(0, length);
        octets.remove_prefix(length);
    }
    while (!octets.empty());
    return stream + checksum;
}

std::string chunk(std::string_view type, std::string_view content)
{
    const std::string covered = std::string(type) + std::string(content);
    return number32(static_cast<std::uint32_t>(content.size())) + covered + number32(crc32(covered));
}

} // namespace

std::uint32_t crc32(std::string_view octets)
{
    std::uint32_t value = 0xffffffff;
    for (const char octet : octets)
    {
        value = crc_table[(value ^ static_cast<unsigned char>(octet)) & 0xffU] ^ value >> 8U;
    }
    return ~value;
}

std::string indexed_png(std::uint32_t width, std::uint32_t height, std::span<const std::uint8_t> palette,
                        std::span<const std::uint8_t> pixels)
{
    constexpr std::string_view signature{"\x89PNG\r\n\x1a\n"};
    constexpr std::string_view one_byte_of_palette{"\x08\x03\x00\x00\x00", 5};
    std::string rows;
    for (std::size_t row = 0; row < height; ++row)
    {
        const auto values = pixels.subspan(row * width, width);
        rows += '\0'; // the row is not filtered
        rows.append(values.begin(), values.end());
    }
    std::string png(signature);
    png += chunk("IHDR", number32(width) + number32(height) + std::string(one_byte_of_palette));
    png += chunk("PLTE", std::string(palette.begin(), palette.end()));
    png += chunk("IDAT", stored(rows));
    return png + chunk("IEND", {});
}

} // namespace edgepool::member
