// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/layout.h"
#include "model/testbed.h"
#include "plan/resource.h"

namespace edgepool::plan
{

using GroupSizes = std::map<std::string, unsigned, std::less<>>;

/// The number of a group's machine: 2 for "mec-2" of "mec".
std::optional<unsigned> number_in_group(std::string_view name, std::string_view group);

/// How many machines each group of elements is to have. The machines that exist say it: their highest number, so that a
/// gap is something lost and is filled again; kept within min and max; `initial` where there is none.
GroupSizes group_sizes(const model::Testbed& testbed, std::span<const Observed> found);

/// The testbed with groups of that size. Addresses stay: each group owns a block as large as its `max`.
model::Testbed with_sizes(model::Testbed testbed, const GroupSizes& sizes);

/// With all groups at their largest, so that what depends on a machine's place never changes.
model::Layout largest_layout(const model::Testbed& testbed);

/// What every site needs for the testbed's machines: the networks that have machines there, then the machines in the
/// order of the layout. A group's machines wait until the one with its highest number exists: whenever an `up` is
/// killed, what is there tells the next one how many there should be.
std::vector<Resource> resources_of(const model::Testbed& testbed);

} // namespace edgepool::plan
