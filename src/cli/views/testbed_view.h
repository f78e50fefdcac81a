// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/render.h"
#include "doc/value.h"
#include "model/layout.h"
#include "model/testbed.h"

namespace edgepool::cli
{

/// The resolved testbed for people: sites, networks, pool, machines.
std::string testbed_text(const model::Testbed& testbed, const model::Layout& layout, Color color);

/// The same for programs: docs/commands/show.md describes it. Secrets are named by their source only.
doc::Value testbed_json(const model::Testbed& testbed, const model::Layout& layout);

} // namespace edgepool::cli
