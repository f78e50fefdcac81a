// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "member/arguments.h"

namespace edgepool::member
{

inline constexpr Operand handle_operand{"HANDLE", Kind::handle};

inline constexpr Option registrar_option{"registrar", Kind::registrars, "ADDR:PORT",
                                         "a registrar's ASAP address; repeat it, or put commas between, for several",
                                         true};

inline constexpr std::uint16_t usual_port = 7300;

inline constexpr Option port_option{"port", Kind::port, "PORT", "where the element serves (7300)"};

inline std::uint16_t port_of(const Arguments& arguments)
{
    return static_cast<std::uint16_t>(arguments.number("port", usual_port));
}

inline constexpr Option json_option{"json", Kind::flag, "", "the result as JSON"};

} // namespace edgepool::member
