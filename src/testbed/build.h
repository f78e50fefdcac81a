// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/testbed.h"
#include "testbed/form.h"

namespace edgepool::testbed
{

/// What the file says as plain values, defaults filled in. Faulty values are left out; whether the result makes sense
/// is not asked here.
model::Testbed build(const Form& root);

} // namespace edgepool::testbed
