// SPDX-License-Identifier: Apache-2.0
#include "member/fractal_text.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <system_error>

namespace edgepool::member
{

namespace
{

std::optional<double> parse_real(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = error == std::errc() && end == text.data() + text.size() && std::isfinite(number);
    return good ? std::optional(number) : std::nullopt;
}

} // namespace

std::optional<FractalKind> parse_fractal_kind(std::string_view text)
{
    constexpr std::string_view with_exponent = "mandelbrot-n:";
    if (text == "mandelbrot")
    {
        return FractalKind{};
    }
    const auto exponent =
        text.starts_with(with_exponent) ? parse_real(text.substr(with_exponent.size())) : std::nullopt;
    return exponent ? std::optional(FractalKind{.algorithm = Algorithm::mandelbrot_n, .exponent = *exponent})
                    : std::nullopt;
}

std::optional<Point> parse_point(std::string_view text)
{
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos)
    {
        return std::nullopt;
    }
    const auto real = parse_real(text.substr(0, comma));
    const auto imaginary = parse_real(text.substr(comma + 1));
    return real && imaginary ? std::optional(Point{.real = *real, .imaginary = *imaginary}) : std::nullopt;
}

} // namespace edgepool::member
