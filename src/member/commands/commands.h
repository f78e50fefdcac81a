// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/command.h"

namespace edgepool::member
{

Command collect_command();
Command deregister_command();
Command drain_command();
Command reference_command();
Command render_command();
Command resolve_command();
Command serve_command();
Command sessions_command();

} // namespace edgepool::member
