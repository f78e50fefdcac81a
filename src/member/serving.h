// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "asap/message.h"
#include "member/load.h"
#include "member/registrars.h"
#include "member/standing.h"
#include "process/wait.h"

namespace edgepool::member
{

/// Somebody's own server, that shall be an element of a pool.
struct Served
{
    std::string handle{};
    std::vector<Endpoint> registrars{};
    std::uint32_t identifier = 0;
    Endpoint server{};
    asap::Protocol protocol = asap::Protocol::tcp;
    asap::Policy policy{};
    LoadSource load{};
    process::Clock::duration check_interval = std::chrono::seconds(2);
    Rhythm rhythm{};
};

struct ServingEvent
{
    enum class What
    {
        registered,   ///< was not in the pool, or with another registrar, and is now
        load_told,    ///< is in the pool with another load
        deregistered, ///< the server does not answer, or we end
        waiting,      ///< not in the pool, and why; the same reason is said once
    };

    What what = What::waiting;
    std::optional<double> load{};
    std::string text{}; ///< the registrar, or why
};

/// Keeps the server in the pool as long as it answers, until told to stop; then takes it out. Throws Error if there is
/// no SCTP.
void serve(const Served& served, const std::stop_token& stop, const std::function<void(const ServingEvent&)>& on_event);

} // namespace edgepool::member
