// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

/// The numbers that a group of machines does without, in the testbed's folder: all else about them is read from the
/// machines, but those that are not there cannot say that they should not be.
namespace edgepool::local
{

std::set<unsigned> read_gaps(const std::string& folder, const std::string& group);
void write_gaps(const std::string& folder, const std::string& group, const std::set<unsigned>& numbers);

} // namespace edgepool::local
