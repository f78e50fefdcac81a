// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>

#include "handlespace/report.h"

/// How a collector passes on what it took: a stream of frames. One is a kind, a length of 16 bits, and so many octets.
namespace edgepool::handlespace
{

/// What became of datagrams since a collector began.
struct Tally
{
    std::uint64_t received = 0;
    std::uint64_t malformed = 0; ///< not passed on
    std::uint64_t lost = 0;      ///< there was no room for them

    friend bool operator==(const Tally&, const Tally&) = default;
};

void add_report_frame(Octets& stream, View datagram);
void add_tally_frame(Octets& stream, const Tally& tally);

/// Takes a stream apart, in whatever pieces it comes. It keeps no more than one frame.
class FrameReader
{
public:
    struct Sinks
    {
        std::function<void(View datagram)> on_report{};
        std::function<void(const Tally& tally)> on_tally{};
    };

    /// False, from then on: this is not what a collector says.
    bool take(View piece, const Sinks& sinks);

private:
    std::size_t take_whole(View octets, const Sinks& sinks);

    Octets begun_{};
    bool is_good_ = true;
};

} // namespace edgepool::handlespace
