// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace edgepool::local
{

/// Throws Error, which names the package, if a program that starts machines is missing, or one that builds images if
/// one is to be built.
void require_programs(bool to_build);

/// Where a program of edgepool's own is: beside the one that runs, or where it was installed to. Throws Error.
std::string find_own_program(const std::string& name);

} // namespace edgepool::local
