// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "member/fractal.h"

namespace edgepool::member
{

struct FractalKind
{
    Algorithm algorithm = Algorithm::mandelbrot;
    double exponent = 2;
};

/// "mandelbrot", "mandelbrot-n:3"
std::optional<FractalKind> parse_fractal_kind(std::string_view text);
/// "-1.5,1.5"
std::optional<Point> parse_point(std::string_view text);

} // namespace edgepool::member
