// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/pool_rows.h"

/// What a registrar says of the pool, beside what its members report.
namespace edgepool::cli
{

struct RegisteredElement
{
    std::uint64_t identifier = 0;
    std::uint64_t home = 0; ///< the registrar that watches it; 0: none yet
    std::optional<double> load{};

    friend bool operator==(const RegisteredElement&, const RegisteredElement&) = default;
};

struct PoolTruth
{
    std::string registrar{}; ///< "10.1.1.2:3863", which answered
    std::vector<RegisteredElement> elements{};
};

/// The answer of 'edgepool-member resolve --json'; nothing if it is none.
std::optional<PoolTruth> read_truth(std::string_view json);

/// An element that is here and not there.
struct Difference
{
    std::uint64_t identifier = 0;
    std::string machine{}; ///< empty: no machine that is known reports it
    std::string what{};

    friend bool operator==(const Difference&, const Difference&) = default;
};

/// None: the registrar and the reports agree on who is in the pool, and who watches whom.
std::vector<Difference> differences(const model::Testbed& testbed, const model::Layout& layout,
                                    const std::vector<PoolRow>& rows, const PoolTruth& truth);

} // namespace edgepool::cli
