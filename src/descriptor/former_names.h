// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "descriptor/validate.h"

namespace edgepool::descriptor
{

/// A key of OSM's own information model, as it was before release NINE took over SOL006.
struct FormerName
{
    std::string_view name{};
    std::string_view now{}; ///< where what it said belongs today, in words
    std::string_view key{}; ///< the key of the same object that took its place, if there is one
};

/// nullptr if the key was none, or is not to be taken for one in a descriptor of that kind.
const FormerName* find_former_name(Kind kind, std::string_view key);

} // namespace edgepool::descriptor
