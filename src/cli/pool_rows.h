// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "handlespace/frames.h"
#include "handlespace/handlespace.h"
#include "model/layout.h"
#include "model/testbed.h"

/// The pool as people want to see it: what the file says of each machine, and what reports say.
namespace edgepool::cli
{

/// How the reports of a machine get here.
struct ReportStream
{
    bool is_open = false;
    std::string fault{}; ///< why not, if it was tried
    handlespace::Tally tally{};

    friend bool operator==(const ReportStream&, const ReportStream&) = default;
};

/// Everything that is known of the pool at a moment.
struct PoolSight
{
    handlespace::Clock::time_point now{};
    std::vector<handlespace::Component> components{}; ///< their sources are the names of machines
    std::map<std::string, ReportStream> streams{};    ///< by machine
    std::uint64_t malformed = 0;                      ///< of what machines passed on
};

enum class PoolState
{
    alive,
    stale,
    ended,
    silent,    ///< the machine can be reached, and nothing of it reports
    unreached, ///< nobody knows
};
std::string_view to_string(PoolState state);

struct PoolRow
{
    std::string machine{};
    std::string site{};
    handlespace::Role role = handlespace::Role::registrar;
    std::uint64_t identifier = 0; ///< that of the report; without one, the expected one
    PoolState state = PoolState::silent;
    std::string parameters{}; ///< what the element tells the pool's policy
    std::optional<double> load{};
    std::optional<unsigned> sessions{}; ///< an element's are those that users report
    std::optional<std::chrono::seconds> up{};
    unsigned restarts = 0;
    std::string registrar{}; ///< its home: a machine, if that can be told
    std::string says{};      ///< in its own words

    friend bool operator==(const PoolRow&, const PoolRow&) = default;
};

/// Registrars, elements, users; in the order of the layout. Of a machine that nobody reports of there is one row too.
std::vector<PoolRow> pool_rows(const model::Testbed& testbed, const model::Layout& layout, const PoolSight& sight);

std::string_view to_string(handlespace::Role role);
/// "0x10001"
std::string identifier_text(std::uint64_t identifier);

} // namespace edgepool::cli
