// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

namespace edgepool::day1::rules
{

inline constexpr Rule task_failed{"day-1.task-failed", "a task of day-1 failed"};
inline constexpr Rule not_begun{"day-1.not-begun", "the machine does not begin its day-1"};
inline constexpr Rule not_drained{"day-1.not-drained", "an element cannot be taken out of its pool"};
inline constexpr Rule not_undone{"day-1.not-undone", "what day-1 made is still there"};
inline constexpr Rule cut_off{"day-1.cut-off", "day-1 ended half-way"};

} // namespace edgepool::day1::rules
