// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "doc/value.h"

namespace edgepool::testbed
{

/// docs/testbed.schema.json: what a single value must be, for editors. The rules between values are not in it.
doc::Value json_schema();

} // namespace edgepool::testbed
