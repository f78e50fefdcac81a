// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/command.h"

namespace edgepool::member
{

Command resolve_command();

} // namespace edgepool::member
