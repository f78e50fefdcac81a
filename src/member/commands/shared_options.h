// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/arguments.h"

namespace edgepool::member
{

inline constexpr Operand handle_operand{"HANDLE", Kind::handle};

inline constexpr Option registrar_option{"registrar", Kind::registrars, "ADDR:PORT",
                                         "a registrar's ASAP address; repeat it, or put commas between, for several",
                                         true};

inline constexpr Option json_option{"json", Kind::flag, "", "the result as JSON"};

} // namespace edgepool::member
