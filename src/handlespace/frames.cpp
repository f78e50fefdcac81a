// SPDX-License-Identifier: Apache-2.0
#include "handlespace/frames.h"

#include <algorithm>
#include <cassert>
#include <cstddef>

#include "handlespace/octets.h"

namespace edgepool::handlespace
{

namespace
{

constexpr std::uint8_t report_kind = 'R';
constexpr std::uint8_t tally_kind = 'T';
constexpr std::size_t head = 3;
constexpr std::size_t tally_size = 3 * sizeof(std::uint64_t);

void add_head(Octets& stream, std::uint8_t kind, std::size_t size)
{
    stream.push_back(kind);
    add_number(stream, static_cast<std::uint16_t>(size));
}

bool is_frame(std::uint8_t kind, std::size_t size)
{
    return kind == report_kind ? size <= longest_datagram : kind == tally_kind && size == tally_size;
}

} // namespace

void add_report_frame(Octets& stream, View datagram)
{
    assert(datagram.size() <= longest_datagram);
    add_head(stream, report_kind, datagram.size());
    stream.insert(stream.end(), datagram.begin(), datagram.end());
}

void add_tally_frame(Octets& stream, const Tally& tally)
{
    add_head(stream, tally_kind, tally_size);
    add_number(stream, tally.received);
    add_number(stream, tally.malformed);
    add_number(stream, tally.lost);
}

bool FrameReader::take(View piece, const Sinks& sinks)
{
    // A frame that was begun is completed alone: a piece is not copied to be read.
    while (is_good_ && !begun_.empty() && !piece.empty())
    {
        const std::size_t size = begun_.size() < head ? head : head + number_at<std::uint16_t>(begun_, 1);
        const std::size_t more = std::min(size - begun_.size(), piece.size());
        begun_.insert(begun_.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(more));
        piece = piece.subspan(more);
        if (take_whole(begun_, sinks) > 0)
        {
            begun_.clear();
        }
    }
    if (is_good_)
    {
        piece = piece.subspan(take_whole(piece, sinks));
        begun_.insert(begun_.end(), piece.begin(), piece.end());
    }
    return is_good_;
}

/// How many octets were whole frames.
std::size_t FrameReader::take_whole(View octets, const Sinks& sinks)
{
    std::size_t taken = 0;
    while (octets.size() - taken >= head)
    {
        const View rest = octets.subspan(taken);
        const std::size_t size = number_at<std::uint16_t>(rest, 1);
        is_good_ = is_frame(rest[0], size);
        if (!is_good_ || rest.size() < head + size)
        {
            break;
        }
        const View content = rest.subspan(head, size);
        if (rest[0] == report_kind)
        {
            sinks.on_report(content);
        }
        else
        {
            sinks.on_tally({.received = number_at<std::uint64_t>(content, 0),
                            .malformed = number_at<std::uint64_t>(content, sizeof(std::uint64_t)),
                            .lost = number_at<std::uint64_t>(content, 2 * sizeof(std::uint64_t))});
        }
        taken += head + size;
    }
    return taken;
}

} // namespace edgepool::handlespace
