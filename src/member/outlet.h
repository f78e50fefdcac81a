// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>

#include "handlespace/frames.h"
#include "handlespace/report.h"
#include "process/descriptor.h"

namespace edgepool::member
{

/// Somebody who is told of reports, and may be slow: what does not fit into its queue is lost for it, and counted.
class Outlet
{
public:
    static constexpr std::size_t most_queued = std::size_t{4} << 20U;

    /// The descriptor may be one that blocks; no call does.
    explicit Outlet(process::Descriptor descriptor) : descriptor_(std::move(descriptor)) {}

    void add_report(handlespace::View datagram);
    void add_tally(handlespace::Tally tally);
    bool wants_to_write() const { return written_ < queue_.size(); }
    /// As much as is taken now; false: nobody listens any more.
    bool write();

    int descriptor() const { return descriptor_.get(); }

private:
    bool has_room_for(std::size_t size);

    process::Descriptor descriptor_;
    handlespace::Octets queue_{};
    std::size_t written_ = 0;
    std::uint64_t lost_ = 0;
};

} // namespace edgepool::member
