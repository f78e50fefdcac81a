// SPDX-License-Identifier: Apache-2.0
#include "cli/draining.h"

#include "cli/choice.h"

namespace edgepool::cli
{

std::optional<std::chrono::seconds> drain_time(const Arguments& arguments, Console& console)
{
    constexpr std::chrono::seconds usual{600};
    return duration(drain_option.name, usual, arguments, console);
}

} // namespace edgepool::cli
