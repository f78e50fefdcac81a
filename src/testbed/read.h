// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "base/diagnostics.h"
#include "base/source.h"
#include "model/testbed.h"
#include "testbed/secrets.h"

namespace edgepool::testbed
{

/// Reads a testbed file and reports everything that is wrong with it, in the order of the file. nullopt if there was an
/// error; warnings alone still give a testbed. Where secrets can be looked up, they are judged, too.
std::optional<model::Testbed> read_testbed(const SourcePtr& source, Diagnostics& diagnostics,
                                           const SecretSources* secrets = nullptr);

} // namespace edgepool::testbed
