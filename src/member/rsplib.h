// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "member/endpoint.h"
#include "member/session.h"

namespace edgepool::member
{

/// How a pool user reports what it does (Component Status Protocol).
struct StatusReports
{
    Endpoint collector{};
    std::chrono::milliseconds interval{500};
    std::optional<std::uint32_t> identifier{};
};

/// RSPLIB's library, of which a program has one, until it ends.
class Rsplib
{
public:
    /// Throws Error.
    Rsplib(const std::vector<Endpoint>& registrars, const std::optional<StatusReports>& reports);
    Rsplib(const Rsplib&) = delete;
    Rsplib& operator=(const Rsplib&) = delete;
    ~Rsplib() = default;

    /// A session with some element of the pool, if there is one yet. Throws Error if the system has no room for it.
    std::unique_ptr<Session> open(const std::string& handle, std::uint32_t payload_protocol) const;
};

} // namespace edgepool::member
