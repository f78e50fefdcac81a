// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::local
{

/// Where a program of edgepool's own is: beside the one that runs, or where it was installed to. Throws Error.
std::string find_own_program(const std::string& name);

} // namespace edgepool::local
