// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/diagnostics.h"
#include "descriptor/validate.h"

namespace edgepool::descriptor
{

/// Judges every candidate that holds instantiation parameters: its form, as the NBI's instantiate request has it, and,
/// where the NSD and its VNFDs are among the candidates, each name, address and parameter against them.
void check_instantiations(std::span<const Candidate> candidates, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
