// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.h"
#include "model/testbed.h"
#include "plan/wanted.h"

/// What `edgepool scale` decides before it does anything.
namespace edgepool::cli
{

/// "mec=4", "mec=+2", "mec=-1".
struct Wish
{
    enum class Kind
    {
        exactly,
        more,
        fewer,
    };

    std::string group{};
    Kind kind = Kind::exactly;
    unsigned count = 0;

    friend bool operator==(const Wish&, const Wish&) = default;
};

/// Nullopt and a diagnostic for what is none, for a group that the testbed does not have, and for one named twice.
std::optional<std::vector<Wish>> parse_wishes(const std::vector<std::string>& words, const model::Testbed& testbed,
                                              Diagnostics& diagnostics);

/// The group of elements of that name; nullptr and a diagnostic if there is none, or nothing can be made at its site.
const model::ElementGroup* scaled_group(std::string_view name, const model::Testbed& testbed, Diagnostics& diagnostics);

/// How many the group is to have that has so many now; nullopt and a diagnostic beyond its bounds.
std::optional<unsigned> size_after(const Wish& wish, const model::ElementGroup& group, std::size_t now,
                                   Diagnostics& diagnostics);

/// An element of a group, and how many sessions it serves; none: it does not answer.
struct Candidate
{
    unsigned number = 0;
    std::optional<std::size_t> sessions{};
};

struct Leaver
{
    unsigned number = 0;
    std::string why{}; ///< "it serves 0 sessions, the fewest of 4"

    friend bool operator==(const Leaver&, const Leaver&) = default;
};

/// Those that go: first who does not answer, then who serves the fewest; of equals, the highest number.
std::vector<Leaver> least_loaded(std::vector<Candidate> candidates, std::size_t count);

} // namespace edgepool::cli
