// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

namespace edgepool::hosts::rules
{

inline constexpr Rule not_told{"machine.not-told", "the machine does not say what it is"};

} // namespace edgepool::hosts::rules
