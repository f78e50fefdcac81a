// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "handlespace/report.h"

namespace edgepool::cli
{

/// Sends reports on to a program of this computer, as if it were their receiver.
class Forwarding
{
public:
    /// Throws Error if this computer has no loopback, or no descriptor left.
    explicit Forwarding(std::uint16_t port);
    Forwarding(const Forwarding&) = delete;
    Forwarding& operator=(const Forwarding&) = delete;
    ~Forwarding();

    /// As with all reports, nobody knows whether they arrive.
    void send(handlespace::View datagram) const;

private:
    int socket_ = -1;
};

} // namespace edgepool::cli
