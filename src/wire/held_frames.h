// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "wire/frame.h"

namespace edgepool::wire
{

/// Frames that wait for a slow member, in order. Bounded in number and in bytes; what does not fit is refused.
class HeldFrames
{
public:
    static constexpr std::size_t most_frames = 1000;
    static constexpr std::size_t most_bytes = std::size_t{4} << 20U;

    bool empty() const { return frames_.empty(); }
    std::size_t size() const { return frames_.size(); }
    Frame front() const { return frames_.front(); }

    /// False if there is no room.
    bool push(Frame frame)
    {
        if (frames_.size() == most_frames || bytes_ + frame.size() > most_bytes)
        {
            return false;
        }
        frames_.emplace_back(frame.begin(), frame.end());
        bytes_ += frame.size();
        return true;
    }

    void pop()
    {
        bytes_ -= frames_.front().size();
        frames_.pop_front();
    }

    void clear()
    {
        frames_.clear();
        bytes_ = 0;
    }

private:
    std::deque<std::vector<std::uint8_t>> frames_{};
    std::size_t bytes_ = 0;
};

} // namespace edgepool::wire
