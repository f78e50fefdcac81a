// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// Rules that more than one file finds broken.
namespace edgepool::cli::rules
{

inline constexpr Rule unwritable{"file.unwritable", "cannot write"};
inline constexpr Rule cannot_copy{"machine.cannot-copy", "cannot copy"};

} // namespace edgepool::cli::rules
