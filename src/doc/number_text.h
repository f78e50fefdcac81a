// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::doc
{

/// The shortest text that reads back as the same number and that YAML 1.1 takes for a floating point
/// number: 3.0, 1.0e+20. It is JSON as well, unless the number is .inf, -.inf or .nan.
std::string number_text(double number);

} // namespace edgepool::doc
