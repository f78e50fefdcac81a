// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/layout.h"
#include "model/testbed.h"
#include "plan/resource.h"

namespace edgepool::plan
{

/// The numbers of a group's machines: 1, 2 and 4 for "mec-1", "mec-2" and "mec-4".
using Numbers = std::set<unsigned>;
using GroupNumbers = std::map<std::string, Numbers, std::less<>>;

/// The number of a group's machine: 2 for "mec-2" of "mec".
std::optional<unsigned> number_in_group(std::string_view name, std::string_view group);

/// Which machines each group of elements is to have. The machines that exist say it: all up to their highest number, so
/// that a gap is something lost and is filled again, unless it was left on purpose; at another site than the group's,
/// its machines say how many there were. Kept within min and max; the first `initial` ones where there is none.
GroupNumbers group_numbers(const model::Testbed& testbed, std::span<const Observed> found,
                           const GroupNumbers& gaps = {});

/// The lowest numbers that are free, as many as that.
Numbers free_numbers(const Numbers& taken, std::size_t count);

/// The numbers below the highest one that are not there.
Numbers gaps_of(const Numbers& numbers);

/// The testbed whose groups have these machines. Addresses stay: each group owns a block as large as its `max`.
model::Testbed with_numbers(model::Testbed testbed, const GroupNumbers& numbers);

/// With all groups at their largest, so that what depends on a machine's place never changes.
model::Layout largest_layout(const model::Testbed& testbed);

/// What every site needs for the testbed's machines: the networks that have machines there, then the machines in the
/// order of the layout. A group's machines wait until the one with its highest number exists: whenever an `up` is
/// killed, what is there tells the next one how many there should be.
std::vector<Resource> resources_of(const model::Testbed& testbed);

} // namespace edgepool::plan
