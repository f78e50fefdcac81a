// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plan/resource.h"

namespace edgepool::plan
{

enum class Verb
{
    create,
    keep,
    replace,
    remove,
};

std::string_view to_string(Verb verb);

/// What happens to one resource, and why.
struct Action
{
    Verb verb = Verb::keep;
    std::string why{};
    std::optional<Resource> wanted{}; ///< not when it is removed
    std::optional<Observed> found{};  ///< when there is something

    const Id& id() const { return wanted ? wanted->id : found->id; }

    friend bool operator==(const Action&, const Action&) = default;
};

/// "replace machine 'mec-2' at 'essen': memory is 384MiB, should be 256MiB"
std::string to_string(const Action& action);

/// The way from what is there to what is wanted.
struct Plan
{
    /// What is wanted in the order given, then what is removed in the order of kind, site and name.
    std::vector<Action> actions{};

    std::size_t count(Verb verb) const;
    bool changes_nothing() const { return count(Verb::keep) == actions.size(); }
    /// Whether something that is there goes away.
    bool destroys() const { return count(Verb::replace) + count(Verb::remove) > 0; }

    friend bool operator==(const Plan&, const Plan&) = default;
};

/// "4 to create, 1 to replace, 12 to keep"
std::string summary(const Plan& plan);

/// Makes what is there into what is wanted. Wanted resources have different ids; what is found may be anything. What
/// was given stays as it is.
Plan plan_for(std::span<const Resource> wanted, std::span<const Observed> found);

/// Removes everything that was made.
Plan plan_removal(std::span<const Observed> found);

} // namespace edgepool::plan
