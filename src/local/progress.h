// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "run/progress.h"

namespace edgepool::local
{

using run::OnProgress;
using run::Progress;

} // namespace edgepool::local
