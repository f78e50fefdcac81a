// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "descriptor/validate.h"

namespace edgepool::descriptor
{

/// What only a package can tell about its VNFD or NSD: whether the files that it names are there and good (cloud-init,
/// charms, helm charts, scripts), and which files nothing names. Does nothing for a candidate without a package.
void check_package_files(const Candidate& candidate, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
