// SPDX-License-Identifier: Apache-2.0
#include "recipe/ahead.h"

#include <algorithm>
#include <optional>
#include <set>
#include <variant>

#include "recipe/script.h"

namespace edgepool::recipe
{

namespace
{

bool may_be_ahead(const std::string& path, const Ownership& owned)
{
    return owned.user == "root" && owned.group == "root" && !path.starts_with("/etc/systemd/");
}

std::optional<Ahead> ahead_of(const Action& action)
{
    if (const auto* const file = std::get_if<File>(&action); file != nullptr && may_be_ahead(file->path, file->owned))
    {
        return Ahead{.path = file->path, .mode = file->owned.mode, .content = Secret(file->content)};
    }
    if (const auto* const file = std::get_if<SecretFile>(&action);
        file != nullptr && may_be_ahead(file->path, file->owned))
    {
        return Ahead{.path = file->path, .mode = file->owned.mode, .content = file->content};
    }
    return std::nullopt;
}

} // namespace

std::vector<Ahead> files_ahead(const Recipe& recipe)
{
    std::vector<Ahead> files;
    std::set<TaskIndex> ahead;
    for (TaskIndex index = 0; index < recipe.tasks.size(); ++index)
    {
        const Task& task = recipe.tasks[index];
        if (auto file = ahead_of(task.action))
        {
            files.push_back(*std::move(file));
            ahead.insert(index);
        }
        const auto* const unit = std::get_if<Unit>(&task.action);
        if (unit != nullptr && std::ranges::any_of(task.needs, [&](TaskIndex need) { return ahead.contains(need); }))
        {
            files.push_back({.path = std::string(restart_folder) + "/" + unit->name, .content = Secret("yes\n")});
        }
    }
    return files;
}

} // namespace edgepool::recipe
