// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/diagnostics.h"
#include "base/source.h"
#include "doc/value.h"

namespace edgepool::doc
{

/// Reads strict JSON, such as answers of an API: types, no places. Duplicate keys are errors.
std::optional<Value> read_json(const SourcePtr& source, Diagnostics& diagnostics);

} // namespace edgepool::doc
