// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "package/package.h"

namespace edgepool::descriptor
{

/// Holds the names in checksums.txt against the package's files. The sums themselves are not computed: that is MD5, and
/// OSM does not look at them either.
void check_checksums(const package::Package& package, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
