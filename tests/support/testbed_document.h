// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doc/value.h"
#include "model/testbed.h"

namespace edgepool::support
{

/// The testbed as a file that leaves nothing to defaults. Two testbeds are the same if these are.
doc::Value to_document(const model::Testbed& testbed);

} // namespace edgepool::support
