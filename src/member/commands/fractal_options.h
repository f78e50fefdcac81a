// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/arguments.h"
#include "member/fractal.h"

namespace edgepool::member
{

inline constexpr Option width_option{"width", Kind::pixels, "PIXELS", "of a picture (400)"};
inline constexpr Option height_option{"height", Kind::pixels, "PIXELS", "of a picture (250)"};
inline constexpr Option fractal_option{"fractal", Kind::fractal, "NAME",
                                       "mandelbrot, or mandelbrot-n:N for another exponent"};
inline constexpr Option from_option{"from", Kind::point, "RE,IM", "the upper left corner (-1.5,1.5)"};
inline constexpr Option to_option{"to", Kind::point, "RE,IM", "the lower right corner (1.5,-1.5)"};
inline constexpr Option iterations_option{"iterations", Kind::iterations, "N",
                                          "steps of a pixel at most, and so the work that it is (1024)"};

/// What these options ask for.
Fractal fractal_of(const Arguments& arguments);

} // namespace edgepool::member
