// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <iosfwd>

#include <rapidcheck.h>

#include "model/testbed.h"

namespace edgepool::model
{

/// What rapidcheck prints of a testbed that broke a property: the testbed as a file.
void showValue(const Testbed& testbed, std::ostream& out); // NOLINT(readability-identifier-naming)

} // namespace edgepool::model

namespace edgepool::property
{

/// A testbed that makes sense: names are unique, addresses do not collide, policies have their parameters.
rc::Gen<model::Testbed> sensible_testbed();

} // namespace edgepool::property
