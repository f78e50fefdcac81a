// SPDX-License-Identifier: Apache-2.0
#include "day1/scripts.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "plan/wanted.h"

namespace edgepool::day1
{

Scripts::Scripts(model::Testbed testbed, roles::Options options)
    : testbed_(std::move(testbed)), options_(std::move(options)), layout_(plan::largest_layout(testbed_))
{
}

const model::Machine* Scripts::find(std::string_view machine) const
{
    const auto found = std::ranges::find(layout_.machines, machine, &model::Machine::name);
    return found != layout_.machines.end() ? &*found : nullptr;
}

bool Scripts::has(std::string_view machine) const
{
    const model::Machine* const found = find(machine);
    return found != nullptr && roles::has_recipe(*found);
}

recipe::Recipe Scripts::recipe_of(std::string_view machine) const
{
    assert(has(machine));
    return roles::recipe_of(testbed_, layout_, *find(machine), options_);
}

bool Scripts::is_element(std::string_view machine) const
{
    const model::Machine* const found = find(machine);
    return found != nullptr && found->role == model::Role::element;
}

std::string Scripts::drain_command(std::string_view machine, std::chrono::seconds patience) const
{
    assert(is_element(machine));
    return roles::drain_command(testbed_, layout_, *find(machine), patience);
}

const recipe::Script& Scripts::of(std::string_view machine)
{
    const std::lock_guard lock(mutex_);
    auto made = made_.find(machine);
    if (made == made_.end())
    {
        made = made_.emplace(std::string(machine), recipe::compile(recipe_of(machine))).first;
    }
    return made->second;
}

} // namespace edgepool::day1
