// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

#include "recipe/task.h"

/// What is done on each machine of the benchmark, whose "/" is a folder.
namespace edgepool::bench
{

inline constexpr std::size_t files = 20;

std::string name_of(std::size_t file);
std::string content_of(std::size_t file);

/// All of it, for ours.
recipe::Recipe work(const std::string& root);
/// All of it as a shell does it at its quickest.
std::string plain_script(const std::string& root);

} // namespace edgepool::bench
