// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

/// Places in a picture, in whole pixels: x to the right, y downwards.
namespace edgepool::drawing
{

/// A count as a factor of lengths.
constexpr int to_int(std::size_t count)
{
    return static_cast<int>(count);
}

struct Point
{
    int x = 0;
    int y = 0;

    friend bool operator==(const Point&, const Point&) = default;
};

struct Box
{
    int x = 0;
    int y = 0;
    int width = 0;
    int height = 0;

    int right() const { return x + width; }
    int bottom() const { return y + height; }
    bool contains(const Box& other) const
    {
        return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
    }
    /// Boxes that only touch do not overlap.
    bool overlaps(const Box& other) const
    {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }

    friend bool operator==(const Box&, const Box&) = default;
};

} // namespace edgepool::drawing
