// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/render.h"
#include "cli/pool_rows.h"
#include "cli/pool_truth.h"
#include "doc/value.h"

namespace edgepool::cli
{

/// A pool at a moment, ready to be shown.
struct PoolPicture
{
    std::string testbed{};
    model::Pool pool{};
    std::vector<PoolRow> rows{};
    std::uint64_t malformed = 0; ///< datagrams that were no reports
    std::uint64_t lost = 0;      ///< reports that there was no room for
    std::optional<PoolTruth> truth{};
    std::vector<Difference> differences{};
};

PoolPicture pool_picture(const model::Testbed& testbed, const model::Layout& layout, const PoolSight& sight);

/// A line about the whole, a table, and what the registrar says otherwise, if it was asked.
std::string pool_text(const PoolPicture& picture, Color color);

/// `at` is the moment that "since" of each member is counted back from.
doc::Value pool_json(const PoolPicture& picture, std::chrono::system_clock::time_point at);

} // namespace edgepool::cli
