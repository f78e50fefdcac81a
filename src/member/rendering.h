// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "member/fractal.h"
#include "member/picture.h"
#include "member/session.h"
#include "process/wait.h"

namespace edgepool::member
{

/// A session that another element took over.
struct Failover
{
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    bool was_silent = false;         ///< the old one sent nothing any more; otherwise it ended the session
    bool had_cookie = false;         ///< the new one went on where the old one was
    int attempts = 0;                ///< elements asked until one sent something
    std::chrono::milliseconds gap{}; ///< from the last data of the old one to the first of the new one
};

/// What became of one picture.
struct Rendered
{
    Picture picture;
    std::optional<std::chrono::milliseconds> first_data{}; ///< since it was asked for
    std::chrono::milliseconds took{};
    std::int64_t packets = 0;
    int refusals = 0; ///< elements that were found, and ended the session before they sent anything
    int repeats = 0;  ///< the whole picture was asked for again, since a part of it had been lost
    std::vector<Failover> failovers{};
    std::vector<std::uint32_t> elements{}; ///< who sent something, in that order
};

struct RenderLimits
{
    std::chrono::milliseconds silence{5000}; ///< of an element, until it counts as dead
    std::chrono::milliseconds pace{0};       ///< after each packet: a user that takes its time keeps its session
    process::Deadline deadline = process::Deadline::max();
    std::stop_token stop{};
};

/// An element that has begun to serve a session.
struct Served
{
    std::uint32_t element = 0;
    int refusals = 0; ///< elements that were asked before
    std::chrono::milliseconds first_data{};
};

using OpenSession = std::function<std::unique_ptr<Session>()>;

/// What somebody may want to know while a picture grows.
struct RenderEvents
{
    std::function<void(const Served&)> on_served = [](const Served&) {};
    std::function<void(const Failover&)> on_failover = [](const Failover&) {};
};

/// Lets a pool compute a picture, whatever happens to its elements. It is not whole if the limits came before.
Rendered render(const Fractal& fractal, const OpenSession& open, const RenderLimits& limits,
                const RenderEvents& events);

} // namespace edgepool::member
