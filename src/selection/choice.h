// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "model/pool.h"

namespace edgepool::selection
{

/// What a pool element brings: what it tells a registrar, and what it has room for.
struct Element
{
    model::PolicyParameters parameters{};
    unsigned room = 1;       ///< sessions at once; it ends a further one at once
    bool tells_load = false; ///< its share of sessions, when those change
};

/// Whether the choice under this policy can be foretold: the distance to an element cannot.
bool is_foreseeable(model::Policy policy);
/// Whether chance has a part in it.
bool is_random(model::Policy policy);

/// A registrar of RSPLIB, as far as it names elements of one pool: its order of them, and what moves them in it.
class Choice
{
public:
    /// The policy has to be foreseeable. The seed decides what chance would.
    Choice(model::Policy policy, const std::vector<Element>& elements, std::uint64_t seed);

    /// The element that the next question is answered with; none, if no element may be named at all.
    std::optional<std::size_t> next();
    /// An element registers again to tell its load, from 0 to 1.
    void learn_load(std::size_t element, double load);

private:
    struct Entry
    {
        unsigned weight = 1;
        unsigned priority = 0;
        double degradation = 0;
        double load = 0;
        double selections = 0;   ///< since the load was told
        unsigned turns_left = 0; ///< in this round
        std::uint64_t round = 0;
        std::uint64_t turn = 0; ///< when it was chosen last
    };

    double burden(const Entry& entry) const;
    double share(const Entry& entry) const;
    bool comes_before(const Entry& one, const Entry& other) const;
    std::optional<std::size_t> first() const;
    std::optional<std::size_t> drawn();
    void note(Entry& entry);

    model::Policy policy_;
    std::vector<Entry> entries_{};
    std::uint64_t turns_ = 0;
    std::mt19937_64 chance_;
};

} // namespace edgepool::selection
