// SPDX-License-Identifier: Apache-2.0
#include "run/rooms.h"

#include <algorithm>
#include <cassert>

namespace edgepool::run
{

void Rooms::leave(std::string_view phase)
{
    const auto room = rooms_.find(phase);
    assert(room != rooms_.end() && room->second.inside > 0);
    --room->second.inside;
}

std::vector<std::size_t> Rooms::admit()
{
    std::vector<std::size_t> admitted;
    for (auto& [phase, room] : rooms_)
    {
        while (!room.queue.empty() && has_room(phase, room))
        {
            admitted.push_back(*room.queue.begin());
            room.queue.erase(room.queue.begin());
            ++room.inside;
        }
    }
    std::ranges::sort(admitted);
    return admitted;
}

bool Rooms::has_room(std::string_view phase, const Room& room) const
{
    const auto limit = limits_.find(phase);
    return limit == limits_.end() || room.inside < std::max(1U, limit->second); // none at all would wait forever
}

} // namespace edgepool::run
