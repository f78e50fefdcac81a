// SPDX-License-Identifier: Apache-2.0
#include "recipe/task.h"

#include <utility>

namespace edgepool::recipe
{

TaskIndex Recipe::add(Task task)
{
    tasks.push_back(std::move(task));
    return tasks.size() - 1;
}

} // namespace edgepool::recipe
