// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/diagnostics.h"

namespace edgepool
{

enum class Color
{
    off,
    on,
};

/// As a compiler says it:
///
///     mme.yaml:3:3: error: duplicate key: 'id' was already given on line 2 [yaml.duplicate-key]
///        3|   id: hss
///         |   ^~
///       hint: keep one of them
std::string render(const Diagnostic& diagnostic, Color color = Color::off);

} // namespace edgepool
