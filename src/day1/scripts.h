// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "model/layout.h"
#include "model/testbed.h"
#include "recipe/script.h"
#include "roles/roles.h"

namespace edgepool::day1
{

/// The script of each machine of a testbed, made when somebody first asks for it. Many threads may ask.
class Scripts
{
public:
    Scripts(model::Testbed testbed, roles::Options options);

    /// Whether the machine becomes anything: those of the mobile core do not yet, and a machine that the testbed does
    /// not have does not at all.
    bool has(std::string_view machine) const;
    /// Of a machine that has one.
    const recipe::Script& of(std::string_view machine);
    recipe::Recipe recipe_of(std::string_view machine) const;

    bool is_element(std::string_view machine) const;
    /// What keeps an element out of the pool until it serves nobody.
    std::string drain_command(std::string_view machine, std::chrono::seconds patience) const;

private:
    const model::Machine* find(std::string_view machine) const;

    model::Testbed testbed_;
    roles::Options options_;
    model::Layout layout_; ///< with all groups at their largest
    std::mutex mutex_{};
    std::map<std::string, recipe::Script, std::less<>> made_{};
};

} // namespace edgepool::day1
