// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "descriptor/descriptor.h"
#include "descriptor/validate.h"

namespace edgepool::descriptor
{

/// The candidate's VNFD or NSD as its own rules read it, mistyped keys mended. Says nothing: they have said it.
std::optional<Descriptor> read_again(const Candidate& candidate);

} // namespace edgepool::descriptor
