// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// How programs of others can let us down.
namespace edgepool::process::rules
{

inline constexpr Rule tool_missing{"process.tool-missing", "a program is not installed"};
inline constexpr Rule cannot_start{"process.cannot-start", "a program cannot be started"};
inline constexpr Rule failed{"process.failed", "a program failed"};
inline constexpr Rule too_slow{"process.too-slow", "a program took too long and was ended"};
inline constexpr Rule interrupted{"process.interrupted", "interrupted"};

} // namespace edgepool::process::rules
