// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace edgepool::member
{

enum class Algorithm : std::uint32_t
{
    mandelbrot = 1,
    mandelbrot_n = 2, ///< z^n instead of z^2
};

struct Point
{
    double real = 0;
    double imaginary = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

/// What a fractal generator of RSPLIB is asked for.
struct Fractal
{
    std::uint32_t width = 400;
    std::uint32_t height = 250;
    Algorithm algorithm = Algorithm::mandelbrot;
    Point from{-1.5, 1.5}; ///< the upper left corner
    Point to{1.5, -1.5};   ///< just beyond the lower right pixel
    std::uint32_t iterations = 1024;
    double exponent = 2; ///< of mandelbrot_n

    friend bool operator==(const Fractal&, const Fractal&) = default;
};

/// The value of one pixel: the same number that an element of RSPLIB computes, which takes the same steps in the same
/// order of the same kind of numbers.
std::uint32_t value_at(const Fractal& fractal, std::uint32_t x, std::uint32_t y);

} // namespace edgepool::member
