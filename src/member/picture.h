// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "member/fractal.h"

namespace edgepool::member
{

/// The values of a picture's pixels, as far as they have come.
class Picture
{
public:
    Picture(std::uint32_t width, std::uint32_t height);
    /// All of it, computed here.
    static Picture of(const Fractal& fractal);

    std::uint32_t width() const { return width_; }
    std::uint32_t height() const { return height_; }
    bool is_whole() const { return missing_ == 0; }
    std::size_t missing() const { return missing_; }

    /// Pixels from there on, row after row. False: they do not fit, and none is taken.
    bool put(std::uint32_t x, std::uint32_t y, std::span<const std::uint32_t> values);

    /// The same for pictures of the same values, and hardly for others.
    std::uint32_t checksum() const;
    /// A PNG with one of 72 colours for each pixel, as RSPLIB's own user shows them; grey is missing.
    std::string to_png() const;

private:
    std::uint32_t width_ = 0;
    std::uint32_t height_ = 0;
    std::vector<std::uint32_t> values_{};
    std::vector<bool> known_{};
    std::size_t missing_ = 0;
};

} // namespace edgepool::member
