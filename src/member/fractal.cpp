// SPDX-License-Identifier: Apache-2.0
#include "member/fractal.h"

#include <complex>

namespace edgepool::member
{

namespace
{

using Number = std::complex<double>;

/// RSPLIB's: points whose square has grown beyond it will not come back.
constexpr double escape = 2.0;

template <typename Power>
std::uint32_t count_steps(const Number& c, std::uint32_t most, Power power)
{
    Number z;
    std::uint32_t step = 0;
    while (step < most)
    {
        z = power(z) - c;
        if (z.real() * z.real() + z.imag() * z.imag() >= escape)
        {
            break;
        }
        ++step;
    }
    return step;
}

} // namespace

std::uint32_t value_at(const Fractal& fractal, std::uint32_t x, std::uint32_t y)
{
    const double step_x = (fractal.to.real - fractal.from.real) / fractal.width;
    const double step_y = (fractal.to.imaginary - fractal.from.imaginary) / fractal.height;
    const Number c(fractal.from.real + x * step_x, fractal.from.imaginary + y * step_y);
    if (fractal.algorithm == Algorithm::mandelbrot_n)
    {
        const Number exponent(fractal.exponent);
        return count_steps(c, fractal.iterations, [&](const Number& z) { return std::pow(z, exponent); });
    }
    return count_steps(c, fractal.iterations, [](const Number& z) { return z * z; });
}

} // namespace edgepool::member
