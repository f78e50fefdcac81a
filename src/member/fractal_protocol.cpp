// SPDX-License-Identifier: Apache-2.0
#include "member/fractal_protocol.h"

#include <bit>
#include <string>

#include "asap/reader.h"

namespace edgepool::member
{

namespace
{

constexpr std::uint8_t parameter_type = 1;
constexpr std::uint8_t data_type = 2;
constexpr std::size_t parameter_size = 60;
constexpr std::size_t most_points = 324;
constexpr std::uint32_t nowhere = 0xffffffff;

void append(asap::Octets& octets, std::uint64_t value, std::size_t size)
{
    for (std::size_t octet = size; octet-- > 0;)
    {
        octets.push_back(static_cast<std::uint8_t>(value >> octet * 8U & 0xffU));
    }
}

void append(asap::Octets& octets, double value)
{
    append(octets, std::bit_cast<std::uint64_t>(value), sizeof value);
}

} // namespace

asap::Octets encode(const Fractal& fractal)
{
    asap::Octets octets{parameter_type, 0, 0, parameter_size};
    for (const std::uint32_t value :
         {fractal.width, fractal.height, fractal.iterations, static_cast<std::uint32_t>(fractal.algorithm)})
    {
        append(octets, value, sizeof value);
    }
    for (const double value :
         {fractal.from.real, fractal.from.imaginary, fractal.to.real, fractal.to.imaginary, fractal.exponent})
    {
        append(octets, value);
    }
    return octets;
}

std::optional<FractalData> decode_fractal_data(asap::View octets)
{
    std::string fault;
    asap::Reader reader(octets, fault);
    const bool is_data = reader.number16() >> 8U == data_type;
    reader.number16(); // its length, which SCTP tells too
    FractalData data{.x = reader.number32(), .y = reader.number32()};
    const std::uint32_t points = reader.number32();
    if (!is_data || !reader.good() || points > most_points)
    {
        return std::nullopt;
    }
    for (std::uint32_t point = 0; point < points; ++point)
    {
        data.values.push_back(reader.number32());
    }
    data.is_end = points == 0 && data.x == nowhere && data.y == nowhere;
    return reader.good() ? std::optional(std::move(data)) : std::nullopt;
}

} // namespace edgepool::member
