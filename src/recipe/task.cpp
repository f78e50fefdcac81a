// SPDX-License-Identifier: Apache-2.0
#include "recipe/task.h"

#include <utility>

#include "crypto/hash.h"
#include "recipe/gzip.h"

namespace edgepool::recipe
{

Packed pack(std::string_view bytes)
{
    return {.sha256 = crypto::sha256(bytes), .gzip = gzip(bytes)};
}

TaskIndex Recipe::add(Task task)
{
    tasks.push_back(std::move(task));
    return tasks.size() - 1;
}

} // namespace edgepool::recipe
