// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "member/command.h"

namespace edgepool::member
{

/// edgepool-member with these words behind its name.
Exit run(std::span<const std::string> words, Console& console);

} // namespace edgepool::member
