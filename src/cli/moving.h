// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/source.h"
#include "cli/console.h"
#include "model/testbed.h"
#include "plan/resource.h"
#include "plan/wanted.h"

/// What `edgepool migrate` decides before it does anything.
namespace edgepool::cli
{

/// A group on its way to another site. It never has fewer elements than at first, and each has a number of its own.
struct Move
{
    plan::Numbers here{};  ///< at the site that it leaves
    plan::Numbers there{}; ///< at the site that it goes to
    std::size_t size = 0;  ///< how many there are to be, before and after
    unsigned most = 0;     ///< the highest number that an element may have

    bool has_arrived() const { return there.size() >= size; }
    /// How many may go from here, since others are there.
    std::size_t surplus() const;

    friend bool operator==(const Move&, const Move&) = default;
};

/// How far it is, by the machines that are there.
Move move_of(const model::ElementGroup& group, std::string_view target, std::size_t size,
             std::span<const plan::Observed> found);

/// The elements that can be made there now: as many as are missing, if there are free numbers for all of them.
plan::Numbers next_arrivals(const Move& move);

/// The testbed while the group is at both places.
model::Testbed in_both_places(model::Testbed testbed, std::string_view group, std::string_view target,
                              const plan::Numbers& there);

/// The text of a testbed file in which the group's site is another one, and nothing else. Nullopt where that is not one
/// word's change: the group takes its site from an alias, or by a merge key.
std::optional<std::string> with_site(const SourcePtr& file, std::string_view group, std::string_view site,
                                     const Console& console);

} // namespace edgepool::cli
