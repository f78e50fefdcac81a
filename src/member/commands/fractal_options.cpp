// SPDX-License-Identifier: Apache-2.0
#include "member/commands/fractal_options.h"

#include "member/fractal_text.h"

namespace edgepool::member
{

Fractal fractal_of(const Arguments& arguments)
{
    Fractal fractal;
    fractal.width = static_cast<std::uint32_t>(arguments.number("width", fractal.width));
    fractal.height = static_cast<std::uint32_t>(arguments.number("height", fractal.height));
    fractal.iterations = static_cast<std::uint32_t>(arguments.number("iterations", fractal.iterations));
    fractal.from = parse_point(arguments.text("from")).value_or(fractal.from);
    fractal.to = parse_point(arguments.text("to")).value_or(fractal.to);
    if (const auto kind = parse_fractal_kind(arguments.text("fractal")))
    {
        fractal.algorithm = kind->algorithm;
        fractal.exponent = kind->exponent;
    }
    return fractal;
}

} // namespace edgepool::member
