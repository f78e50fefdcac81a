// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "base/diagnostics.h"
#include "descriptor/descriptor.h"

namespace edgepool::descriptor
{

/// Holds an NSD against those VNFDs that are given with it. What it names of others is not judged; a note says so.
void check_nsd_and_vnfds(const Descriptor& nsd, std::span<const Descriptor* const> vnfds, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
