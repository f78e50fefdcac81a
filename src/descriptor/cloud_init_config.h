// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/diagnostics.h"
#include "descriptor/cloud_init_template.h"
#include "doc/node.h"

namespace edgepool::descriptor
{

/// Holds a cloud-config, masked, against the table of keys. Where the template fills something in, nothing is known.
void check_cloud_config(const doc::Document& document, const Template& filled_in, Diagnostics& diagnostics);

} // namespace edgepool::descriptor
