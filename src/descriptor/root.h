// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/diagnostics.h"
#include "descriptor/descriptor.h"
#include "descriptor/validate.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// Takes the VNFD or NSD out of its envelope, as the NBI does. nullopt: the reason was reported.
std::optional<Descriptor> unwrap(Kind kind, const doc::Document& document, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
