// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "cli/command.h"
#include "cli/console.h"

/// What commands that take elements out of a pool let people say.
namespace edgepool::cli
{

inline constexpr Option drain_option{
    .name = "drain",
    .value = "TIME",
    .says = "How long sessions of an element that goes may take to end before they have to move: 30s, 5m, or 0; "
            "10m by default."};

/// Nullopt, and it is said why, if that is no time.
std::optional<std::chrono::seconds> drain_time(const Arguments& arguments, Console& console);

} // namespace edgepool::cli
