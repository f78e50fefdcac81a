// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/diagnostics.h"
#include "cli/command.h"

namespace edgepool::cli
{

/// Reads what follows the command's name. Options are never guessed from a beginning; each may be given once.
std::optional<Arguments> parse(const Command& command, std::span<const std::string> words, Diagnostics& diagnostics);

} // namespace edgepool::cli
