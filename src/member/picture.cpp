// SPDX-License-Identifier: Apache-2.0
#include "member/picture.h"

#include <algorithm>
#include <array>

#include "member/png.h"

namespace edgepool::member
{

namespace
{

constexpr std::uint32_t colours = 72;
constexpr unsigned degrees_between = 5;
constexpr std::uint8_t grey = 200;

/// The colour of a hue in degrees, as strong and as bright as can be.
std::array<std::uint8_t, 3> colour_of(unsigned hue)
{
    constexpr unsigned sector = 60;
    constexpr unsigned full = 255;
    const auto rising = static_cast<std::uint8_t>(full * (hue % sector) / sector);
    const auto falling = static_cast<std::uint8_t>(full - rising);
    switch (hue / sector)
    {
    case 0:
        return {full, rising, 0};
    case 1:
        return {falling, full, 0};
    case 2:
        return {0, full, rising};
    case 3:
        return {0, falling, full};
    case 4:
        return {rising, 0, full};
    default:
        return {full, 0, falling};
    }
}

std::vector<std::uint8_t> palette()
{
    std::vector<std::uint8_t> palette;
    for (unsigned index = 0; index < colours; ++index)
    {
        const auto colour = colour_of(index * degrees_between);
        palette.insert(palette.end(), colour.begin(), colour.end());
    }
    palette.insert(palette.end(), 3, grey);
    return palette;
}

} // namespace

Picture::Picture(std::uint32_t width, std::uint32_t height)
    : width_(width),
      height_(height),
      values_(std::size_t{width} * height),
      known_(values_.size()),
      missing_(values_.size())
{
}

Picture Picture::of(const Fractal& fractal)
{
    Picture picture(fractal.width, fractal.height);
    for (std::uint32_t y = 0; y < fractal.height; ++y)
    {
        for (std::uint32_t x = 0; x < fractal.width; ++x)
        {
            const std::array value{value_at(fractal, x, y)};
            picture.put(x, y, value);
        }
    }
    return picture;
}

bool Picture::put(std::uint32_t x, std::uint32_t y, std::span<const std::uint32_t> values)
{
    const std::size_t first = std::size_t{y} * width_ + x;
    if (x >= width_ || y >= height_ || values.size() > values_.size() - first)
    {
        return false;
    }
    std::ranges::copy(values, values_.begin() + static_cast<std::ptrdiff_t>(first));
    for (std::size_t index = first; index < first + values.size(); ++index)
    {
        missing_ -= known_[index] ? 0 : 1;
        known_[index] = true;
    }
    return true;
}

std::uint32_t Picture::checksum() const
{
    std::string octets;
    octets.reserve(values_.size() * sizeof(std::uint32_t));
    for (const std::uint32_t value : values_)
    {
        for (unsigned shift = 0; shift < 32; shift += 8)
        {
            octets += static_cast<char>(value >> shift & 0xffU);
        }
    }
    return crc32(octets);
}

std::string Picture::to_png() const
{
    std::vector<std::uint8_t> pixels(values_.size());
    for (std::size_t index = 0; index < pixels.size(); ++index)
    {
        pixels[index] = static_cast<std::uint8_t>(known_[index] ? values_[index] % colours : colours);
    }
    return indexed_png(width_, height_, palette(), pixels);
}

} // namespace edgepool::member
