// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/layout.h"
#include "model/testbed.h"

namespace edgepool::cli
{

/// The configuration of rserpooldemo's display for the members of the testbed: a column of its plane for each site.
std::string demo_config(const model::Testbed& testbed, const model::Layout& layout);

} // namespace edgepool::cli
