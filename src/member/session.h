// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

#include "asap/message.h"

namespace edgepool::member
{

/// What came of waiting for the element that serves a session.
struct Received
{
    enum class What
    {
        nothing, ///< in that time
        data,
        broken, ///< the element is gone, or does not want this session
    };

    What what = What::nothing;
    asap::Octets octets{};
    std::uint32_t element = 0; ///< who sent them
};

/// A session with a pool: one element after the other serves it.
class Session
{
public:
    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    virtual ~Session() = default;

    /// False: the element that served is gone.
    virtual bool send(asap::View octets) = 0;
    virtual Received receive(std::chrono::milliseconds patience) = 0;
    /// To another element, which goes on where the last cookie says. False: there was none to go to.
    virtual bool fail_over() = 0;
    /// Whether the next element knows where to go on.
    virtual bool has_cookie() const = 0;
};

} // namespace edgepool::member
