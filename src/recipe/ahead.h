// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/secret.h"
#include "recipe/task.h"

namespace edgepool::recipe
{

/// A file of root's that a machine may be given before its script runs for the first time.
struct Ahead
{
    std::string path{};
    unsigned mode = 0644;
    Secret content{};
};

/// What the recipe's script would write, and find written then, with the marks by which it starts the units anew that
/// need it. Not the files of systemd, which would have to be told of them.
std::vector<Ahead> files_ahead(const Recipe& recipe);

} // namespace edgepool::recipe
