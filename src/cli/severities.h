// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "base/diagnostics.h"

namespace edgepool::cli
{

/// What the user thinks of some faults: a code, or an area with ".*" for all of its codes.
struct Severities
{
    std::span<const std::string> deny{};  ///< errors from now on
    std::span<const std::string> allow{}; ///< not to be reported
};

/// Reports codes that do not exist.
void check_codes(const Severities& severities, Diagnostics& diagnostics);

Diagnostics with_severities(const Diagnostics& diagnostics, const Severities& severities);

} // namespace edgepool::cli
