// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/rule.h"

/// What can be wrong with the switch of a testbed, and with what it is told.
namespace edgepool::wire::rules
{

/// What it is told: reported.
inline constexpr Rule bad_request{"wire.bad-request", "not a request to a switch"};
inline constexpr Rule bad_name{"wire.bad-name", "name that no socket can have"};
inline constexpr Rule bad_mac{"wire.bad-mac", "not the address of one station"};
inline constexpr Rule mac_taken{"wire.mac-taken", "Ethernet address given twice"};
inline constexpr Rule member_taken{"wire.member-taken", "member of two segments"};
inline constexpr Rule no_segment{"wire.no-segment", "no such segment"};
inline constexpr Rule path_too_long{"wire.path-too-long", "path too long for a socket"};
inline constexpr Rule no_testbed{"wire.no-testbed", "wiring does not say whose it is"};

/// The world: thrown.
inline constexpr Rule bad_folder{"wire.bad-folder", "folder is not safe for sockets"};
inline constexpr Rule already_running{"wire.already-running", "this testbed has a switch already"};
inline constexpr Rule cannot_read_wiring{"wire.cannot-read-wiring", "cannot read the wiring"};
inline constexpr Rule cannot_write_wiring{"wire.cannot-write-wiring", "cannot write the wiring"};
inline constexpr Rule bad_wiring{"wire.bad-wiring", "wiring that makes no sense"};
inline constexpr Rule cannot_open_socket{"wire.cannot-open-socket", "cannot open a socket"};
inline constexpr Rule no_answer{"wire.no-answer", "the switch does not answer"};
inline constexpr Rule refused{"wire.refused", "the switch refused"};
inline constexpr Rule not_a_switch{"wire.not-a-switch", "something else answers in place of the switch"};

} // namespace edgepool::wire::rules
