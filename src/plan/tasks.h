// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "plan/plan.h"

namespace edgepool::plan
{

enum class TaskKind
{
    remove,
    create,
};

std::string_view to_string(TaskKind kind);

/// What another task must have come to before this one begins.
struct After
{
    std::size_t task = 0;
    enum class Until
    {
        exists, ///< what it makes is there
        done,
    } until = Until::done;

    friend bool operator==(const After&, const After&) = default;
};

/// One half of an action: what is replaced is removed by one task and made by another, so that whatever needs it can go
/// before it and come after it.
struct Task
{
    std::size_t action = 0; ///< its place in the plan
    TaskKind kind = TaskKind::create;
    std::vector<After> after{};

    friend bool operator==(const Task&, const Task&) = default;
};

/// The plan as tasks, those that should begin first in front: removals, backwards, then what is made. They wait for
/// each other as needs and claims demand and never in a circle: one that a site reports is cut.
std::vector<Task> tasks_of(const Plan& plan);

} // namespace edgepool::plan
