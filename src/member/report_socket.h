// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "handlespace/report.h"
#include "member/endpoint.h"
#include "process/descriptor.h"

namespace edgepool::member
{

/// Where status reports arrive: a socket of UDP with much room.
class ReportSocket
{
public:
    /// Nothing if somebody listens there already. Throws Error if nobody can.
    static std::optional<ReportSocket> open(const Endpoint& endpoint);

    ReportSocket(const ReportSocket&) = delete;
    ReportSocket& operator=(const ReportSocket&) = delete;
    ReportSocket(ReportSocket&&) noexcept;
    ReportSocket& operator=(ReportSocket&&) noexcept;
    ~ReportSocket();

    int descriptor() const { return socket_.get(); }

    /// Takes what waits, but no more than one call of the system gives: how many datagrams.
    std::size_t receive(const std::function<void(handlespace::View datagram)>& take);

    /// Datagrams that the kernel had no room for.
    std::uint64_t lost() const;

private:
    struct Rooms;

    explicit ReportSocket(process::Descriptor socket);

    process::Descriptor socket_;
    std::unique_ptr<Rooms> rooms_;
};

} // namespace edgepool::member
